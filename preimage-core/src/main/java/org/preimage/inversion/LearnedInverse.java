package org.preimage.inversion;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.preimage.linalg.RidgeRegression;
import org.preimage.random.RandomNumbers;
import org.preimage.random.SeedStream;

/**
 * A linear map from what is observed to the code, fitted to codes drawn from the prior and their
 * images: where a search begins that has many to follow it. It decides nothing; a code is accepted
 * for its residual, wherever the search for it began.
 */
final class LearnedInverse {
  /** Fewer targets than this would not repay the preparation. */
  private static final int REPAID = 100;

  private static final int SAMPLES = 2000;
  private static final int BATCH = 50;

  /** More observed values than this are thinned out. */
  private static final int MOST_FEATURES = 8192;

  /** Between 1e-5 and 1e-2 the error of the codes hardly changes. */
  private static final double PENALTY = 1e-3;

  private final ObservedModel model;
  private final int[] chosen;
  private final double[] least;
  private final double[] most;
  private final double[] mean;
  private final double[] coefficients;
  private final double[] offset;

  private LearnedInverse(ObservedModel model, int[] chosen, double[] x, double[] codes) {
    int r = chosen.length;
    int samples = x.length / r;
    this.model = model;
    this.chosen = chosen;
    this.least = Arrays.copyOf(x, r);
    this.most = Arrays.copyOf(x, r);
    for (int k = 0; k < x.length; k++) {
      least[k % r] = Math.min(least[k % r], x[k]);
      most[k % r] = Math.max(most[k % r], x[k]);
    }
    this.mean = centred(x, r);
    double[] t = codes.clone();
    this.offset = centred(t, codes.length / samples);
    this.coefficients = RidgeRegression.fit(x, r, t, offset.length, PENALTY);
  }

  /** Subtracts the mean row, and returns it. */
  private static double[] centred(double[] rows, int width) {
    double[] mean = new double[width];
    for (int k = 0; k < rows.length; k++) {
      mean[k % width] += rows[k] * width / rows.length;
    }
    for (int k = 0; k < rows.length; k++) {
      rows[k] -= mean[k % width];
    }
    return mean;
  }

  /**
   * The map for a measurement, or nothing where it would not be repaid or the library for it is
   * missing. The same for the same seed.
   */
  static Optional<LearnedInverse> of(ObservedModel model, InversionOptions options) {
    if (options.targets() < REPAID || !RidgeRegression.isAvailable()) {
      return Optional.empty();
    }
    SeedStream seed = SeedStream.of(options.seed()).child("learned");
    int[] order = seed.child("features").numbers().permutation(model.measurement().size());
    int[] chosen = IntStream.of(order).limit(MOST_FEATURES).sorted().toArray();
    RandomNumbers numbers = seed.child("codes").numbers();
    int n = model.core().latentSize();
    double[] x = new double[SAMPLES * chosen.length];
    double[] codes = new double[SAMPLES * n];
    try (ForwardModel rough = model.core().rough()) {
      for (int from = 0; from < SAMPLES; from += BATCH) {
        double[][] drawn = new double[BATCH][];
        Arrays.setAll(drawn, k -> options.prior().draw(n, numbers));
        double[][] values = rough.values(drawn);
        for (int k = 0; k < BATCH; k++) {
          double[] features = features(model, model.observable(values[k]), chosen);
          System.arraycopy(features, 0, x, (from + k) * chosen.length, chosen.length);
          System.arraycopy(drawn[k], 0, codes, (from + k) * n, n);
        }
      }
    }
    return Optional.of(new LearnedInverse(model, chosen, x, codes));
  }

  /** Observed values with the last step undone, and 0 where that is impossible. */
  private static double[] features(ObservedModel model, double[] data, int[] chosen) {
    return IntStream.of(chosen)
        .mapToDouble(i -> model.undone(data[i]))
        .map(p -> Double.isFinite(p) ? p : 0)
        .toArray();
  }

  /** The code that the map says; near the one that was observed if that is typical. */
  double[] code(Observation observation) {
    double[] x = features(model, observation.data(), chosen);
    int r = chosen.length;
    for (int i = 0; i < r; i++) {
      // Noise on a saturated output is large in its pre-activation.
      x[i] = Math.min(Math.max(x[i], least[i]), most[i]) - mean[i];
    }
    double[] code = offset.clone();
    for (int j = 0; j < code.length; j++) {
      for (int i = 0; i < r; i++) {
        code[j] += x[i] * coefficients[j * r + i];
      }
    }
    return code;
  }
}
