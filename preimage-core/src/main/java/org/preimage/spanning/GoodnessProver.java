package org.preimage.spanning;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.preimage.certificate.CountProof;

/**
 * Proves that at least k rows of a layer without biases are active everywhere, by the bound by caps
 * (Juditsky and Nemirovski 2011) at the root or on sets of leading rows ({@link LeadingRows}).
 */
public final class GoodnessProver {
  /** What certificates lose by rounding, relative to the bound. */
  private static final double MARGIN = 3e-4;

  /** Weighing again gains little after so many passes. */
  private static final int MOST_PASSES = 8;

  /** Weighing anew lowers the first bound by at most this share, on Gaussian rows. */
  private static final double FIRST_GAIN = 0.12;

  /** All later gains together, in units of the last one, on Gaussian rows. */
  private static final double LATER_GAINS = 0.7;

  private final GoodnessRows rows;
  private final int[] numbers;
  private final int alwaysActive;
  private String reason = "";
  private double bound = Double.POSITIVE_INFINITY;

  /**
   * A prover.
   *
   * @param rows w_1 … w_m, one after the other, none zero
   */
  public GoodnessProver(double[] rows, int m, int n) {
    this(rows.clone(), IntStream.range(0, m).toArray(), n, 0);
  }

  private GoodnessProver(double[] rows, int[] numbers, int n, int alwaysActive) {
    this.rows = new GoodnessRows(rows, numbers.length, n);
    this.rows.balance();
    this.numbers = numbers;
    this.alwaysActive = alwaysActive;
  }

  /**
   * A prover for a layer on any domain: works with its ReLU rows that are not zero and have a bias
   * of at least 0, and counts those that are active everywhere. Finds nothing where other rows are
   * needed.
   */
  public static GoodnessProver of(Layer layer) {
    int n = layer.inputs();
    int[] numbers =
        IntStream.range(0, layer.outputs())
            .filter(i -> !layer.isAlwaysActive(i) && layer.bias(i) >= 0)
            .filter(i -> layer.weights().start(i) < layer.weights().start(i + 1))
            .toArray();
    double[] rows = new double[numbers.length * n];
    for (int r = 0; r < numbers.length; r++) {
      int end = layer.weights().start(numbers[r] + 1);
      for (int e = layer.weights().start(numbers[r]); e < end; e++) {
        rows[r * n + layer.weights().index(e)] = layer.weights().value(e);
      }
    }
    return new GoodnessProver(rows, numbers, n, layer.alwaysActiveCount());
  }

  /** Why the last search by leading rows ended without a proof; empty before the first. */
  public String reason() {
    return reason;
  }

  /** The least sum of the k − 1 largest caps found so far; below 1 proves k. */
  public double bound() {
    return bound;
  }

  /**
   * The bound at the root: solves for all caps, weighs the rows anew and repeats while that helps.
   *
   * @param required k
   */
  public Optional<CountProof> atRoot(int required, SearchBudget budget) {
    return atRoot(required, true, budget);
  }

  /**
   * The same, but gives up as soon as the bound will probably not fall below 1: for callers who
   * have other means.
   *
   * @param required k
   */
  public Optional<CountProof> soonAtRoot(int required, SearchBudget budget) {
    return atRoot(required, false, budget);
  }

  private Optional<CountProof> atRoot(int required, boolean patient, SearchBudget budget) {
    int most = required - 1 - alwaysActive;
    if (most < 0 || most >= numbers.length) {
      return Optional.empty();
    }
    for (int pass = 0; pass < MOST_PASSES; pass++) {
      if (pass == 4) {
        // The weights are nearly settled: what is left is the gap of the smoothed programs.
        rows.sharpen(10);
      }
      if (!rows.solveAll(budget)) {
        return Optional.empty();
      }
      double sum = largest(rows.caps(), most);
      double further = pass == 0 ? FIRST_GAIN * sum : LATER_GAINS * (bound - sum);
      boolean stalled = pass > 4 ? sum > 0.999 * bound : !patient && sum - further > 1;
      bound = Math.min(bound, sum);
      if (sum < 1 - MARGIN) {
        return Optional.of(GoodnessRecord.of(rows, numbers, List.of()));
      }
      if (stalled || pass == MOST_PASSES - 1) {
        return Optional.empty();
      }
      rows.equalize();
    }
    return Optional.empty();
  }

  /**
   * A number of active rows and its proof.
   *
   * @param count k
   */
  public record Counted(int count, CountProof proof) {}

  /**
   * The largest number of rows that the bound at the root proves active, weighing the rows anew
   * while that helps; what is known when the time is over. Empty when it is 0.
   */
  public Optional<Counted> mostAtRoot(SearchBudget budget) {
    Optional<Counted> best = Optional.empty();
    for (int pass = 0; pass < MOST_PASSES && rows.solveAll(budget); pass++) {
      if (pass == 4) {
        rows.sharpen(10);
      }
      int count = provable(rows.caps());
      if (count > best.map(Counted::count).orElse(alwaysActive) - alwaysActive) {
        best =
            Optional.of(
                new Counted(count + alwaysActive, GoodnessRecord.of(rows, numbers, List.of())));
      } else if (pass > 5) {
        break;
      }
      rows.equalize();
    }
    return best;
  }

  /** The largest k for which the k − 1 largest caps leave something of the sum to other rows. */
  private static int provable(double[] caps) {
    Arrays.sort(caps);
    double sum = 0;
    int k = 0;
    while (k < caps.length && sum < 1 - MARGIN) {
      k++;
      sum += caps[caps.length - k];
    }
    return k;
  }

  /**
   * The bound on sets of leading rows; to be called after {@link #atRoot} found the bound too
   * large. Worth trying where {@link #bound} is below about 1.2, up to 1.4 with patience.
   *
   * @param required k
   * @param mostSets to be listed in the certificate, n numbers each
   */
  public Optional<CountProof> byLeadingRows(int required, int mostSets, SearchBudget budget) {
    int most = required - 1 - alwaysActive;
    if (most < 1 || most >= numbers.length) {
      return Optional.empty();
    }
    LeadingRows sets = new LeadingRows(rows, most, MARGIN, budget);
    Optional<CountProof> proof =
        sets.exclude(mostSets).map(found -> GoodnessRecord.of(rows, numbers, found));
    reason = sets.reason();
    return proof;
  }

  private static double largest(double[] caps, int number) {
    Arrays.sort(caps);
    double sum = 0;
    for (int k = 0; k < Math.min(number, caps.length); k++) {
      sum += caps[caps.length - 1 - k];
    }
    return sum;
  }
}
