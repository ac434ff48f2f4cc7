package org.preimage.inversion;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.preimage.linalg.RidgeRegression;
import org.preimage.random.RandomNumbers;
import org.preimage.random.SeedStream;

/**
 * Where searches begin that have many to follow them: codes drawn from the prior and their images
 * give a linear map from what is observed to the code, and a table of images to compare with. They
 * decide nothing; a code is accepted for its residual, wherever the search for it began.
 */
final class LearnedInverse {
  /** Fewer targets than this would not repay the preparation. */
  static final int REPAID = 200;

  private static final int FEWEST_SAMPLES = 2000;
  private static final int MOST_SAMPLES = 8000;

  /** Features of all samples together, beyond the fewest samples. */
  private static final int ROOM = 1 << 20;

  private static final int BATCH = 50;

  /** More observed values than this are thinned out. */
  private static final int MOST_FEATURES = 8192;

  /** Codes on which the map and the table are compared. */
  private static final int FRESH = 64;

  private final ObservedModel model;
  private final int[] chosen;
  private final double[] least;
  private final double[] most;
  private final LinearInverse map;
  private final DrawnImages images;
  private final boolean mapFirst;

  private LearnedInverse(ObservedModel model, int[] chosen, Prior prior, SeedStream seed) {
    this.model = model;
    this.chosen = chosen;
    int samples = Math.min(Math.max(ROOM / chosen.length, FEWEST_SAMPLES), MOST_SAMPLES);
    RandomNumbers numbers = seed.child("codes").numbers();
    try (ForwardModel rough = model.core().rough()) {
      double[][] codes = drawn(samples, prior, numbers);
      double[][] features = features(codes, rough);
      this.least = extremes(features, false);
      this.most = extremes(features, true);
      this.map = LinearInverse.fit(features, codes);
      this.images = DrawnImages.of(features, codes, seed.child("images").numbers());
      double[][] fresh = drawn(FRESH, prior, numbers);
      this.mapFirst = isMapBetter(fresh, features(fresh, rough));
    }
  }

  /**
   * What is learned for a measurement, or nothing where it would not be repaid or the library for
   * it is missing. The same for the same seed.
   */
  static Optional<LearnedInverse> of(ObservedModel model, InversionOptions options) {
    if (options.targets() < REPAID || !RidgeRegression.isAvailable()) {
      return Optional.empty();
    }
    SeedStream seed = SeedStream.of(options.seed()).child("learned");
    int[] order = seed.child("features").numbers().permutation(model.measurement().size());
    int[] chosen = IntStream.of(order).limit(MOST_FEATURES).sorted().toArray();
    return Optional.of(new LearnedInverse(model, chosen, options.prior(), seed));
  }

  /**
   * Codes to begin at: what the map says and then drawn ones, those of similar images first; the
   * map's comes last where that was mostly the worse bet.
   *
   * @param from position of the first one wanted
   * @param to behind the last one wanted
   * @param count of all, the map's included
   */
  double[][] candidates(Observation observation, int from, int to, int count) {
    double[] x = features(observation.data());
    for (int i = 0; i < x.length; i++) {
      // Noise on a saturated output is large in its pre-activation.
      x[i] = Math.min(Math.max(x[i], least[i]), most[i]);
    }
    int ofMap = mapFirst ? 0 : count - 1;
    boolean onlyMap = from == ofMap && to == from + 1;
    double[][] nearest = onlyMap ? new double[0][] : images.nearest(x, count - 1);
    double[][] candidates = new double[to - from][];
    for (int k = from; k < to; k++) {
      candidates[k - from] = k == ofMap ? map.code(x) : nearest[k < ofMap ? k : k - 1];
    }
    return candidates;
  }

  private double[][] drawn(int count, Prior prior, RandomNumbers numbers) {
    double[][] codes = new double[count][];
    Arrays.setAll(codes, k -> prior.draw(model.core().latentSize(), numbers));
    return codes;
  }

  private double[][] features(double[][] codes, ForwardModel core) {
    double[][] features = new double[codes.length][];
    for (int from = 0; from < codes.length; from += BATCH) {
      int to = Math.min(codes.length, from + BATCH);
      double[][] values = core.values(Arrays.copyOfRange(codes, from, to));
      for (int k = from; k < to; k++) {
        features[k] = features(model.observable(values[k - from]));
      }
    }
    return features;
  }

  /** Observed values with the last step undone, and 0 where that is impossible. */
  private double[] features(double[] data) {
    return IntStream.of(chosen)
        .mapToDouble(i -> model.undone(data[i]))
        .map(p -> Double.isFinite(p) ? p : 0)
        .toArray();
  }

  private static double[] extremes(double[][] rows, boolean largest) {
    double[] extremes = rows[0].clone();
    for (double[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        extremes[i] = largest ? Math.max(extremes[i], row[i]) : Math.min(extremes[i], row[i]);
      }
    }
    return extremes;
  }

  /** Whether the map is nearer to most of some fresh codes than the nearest of those drawn. */
  private boolean isMapBetter(double[][] codes, double[][] features) {
    int better = 0;
    for (int k = 0; k < codes.length; k++) {
      double ofMap = squaredDistance(map.code(features[k]), codes[k]);
      double ofNearest = squaredDistance(images.nearest(features[k], 1)[0], codes[k]);
      better += ofMap < ofNearest ? 1 : 0;
    }
    return 2 * better > codes.length;
  }

  private static double squaredDistance(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(j -> (a[j] - b[j]) * (a[j] - b[j])).sum();
  }
}
