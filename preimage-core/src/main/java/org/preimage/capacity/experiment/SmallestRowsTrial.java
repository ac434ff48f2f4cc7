package org.preimage.capacity.experiment;

import java.util.function.IntPredicate;
import org.preimage.certify.LayerVerdict;
import org.preimage.certify.Verdict;
import org.preimage.spanning.SearchBudget;

/**
 * The least m at which the first m rows of a stream are an injective layer. Injectivity survives
 * further rows, so bisection finds it; the layers of m and m − 1 rows are both decided with
 * certificates. Where decisions are missing, two bisections find the bounds.
 */
final class SmallestRowsTrial {
  /** Streams end here: the probability that so many Gaussian rows do not suffice is negligible. */
  private static final int MOST_EXPANSIVITY = 16;

  private final Trial trial;
  private final TrialRunner runner;
  private final int n;
  private final double[] rows;
  private final Verdict[] verdicts;
  private final Measurement measurement = new Measurement();

  private SmallestRowsTrial(Trial trial, TrialRunner runner) {
    this.trial = trial;
    this.runner = runner;
    this.n = trial.cell().inputs();
    int most = MOST_EXPANSIVITY * (n + 1);
    this.rows = trial.weights().draw(most, n, trial.weightNumbers(1));
    this.verdicts = new Verdict[most + 1];
  }

  static Measurement measure(Trial trial, TrialRunner runner) {
    return new SmallestRowsTrial(trial, runner).measure();
  }

  private Measurement measure() {
    int start = Math.min(verdicts.length - 1, 5 * n + 1);
    int enough = start;
    while (enough < verdicts.length - 1 && !isInjective(enough)) {
      enough = Math.min(verdicts.length - 1, enough + Math.max(1, n / 2));
    }
    boolean bounded = isInjective(enough);
    int smallest = bounded ? first(2 * n - 1, enough, this::isInjective) : verdicts.length;
    int tooFew = first(2 * n - 1, smallest, m -> !isDeficient(m)) - 1;
    measurement.with("largestNotInjective", tooFew);
    if (!bounded) {
      return measurement;
    }
    return measurement
        .with(tooFew == smallest - 1 ? Outcome.INJECTIVE : Outcome.UNDECIDED)
        .with("smallestInjective", smallest)
        .with("assumesGeneralPosition", RandomLayers.assumesGeneralPosition(verdict(smallest)));
  }

  /**
   * The least m in (below, end] with the property, which holds at the end and stays once it holds.
   */
  private static int first(int below, int end, IntPredicate property) {
    int without = below;
    int with = end;
    while (with - without > 1) {
      int middle = (without + with) >>> 1;
      if (property.test(middle)) {
        with = middle;
      } else {
        without = middle;
      }
    }
    return with;
  }

  private boolean isInjective(int m) {
    return verdict(m) instanceof Verdict.Injective;
  }

  private boolean isDeficient(int m) {
    return verdict(m) instanceof Verdict.NotInjective;
  }

  private Verdict verdict(int m) {
    Verdict known = verdicts[m];
    if (known == null) {
      SearchBudget budget = runner.budget(trial);
      known = LayerVerdict.of(RandomLayers.layer(rows, m, n), trial.searchSeed(), budget);
      verdicts[m] = known;
      measurement.after(budget);
    }
    return known;
  }
}
