package org.preimage.capacity.experiment;

import org.preimage.random.RandomNumbers;

/**
 * Rows active at the mean direction x₀ = −Σw/‖Σw‖ and at the worst point that a descent from there
 * finds. Where fewer than n are active the layer is not injective; counts err upwards only, since a
 * row counts as active unless its product is negative beyond all rounding errors.
 *
 * <p>Rows are drawn again whenever they are needed in binary64; the descent holds them once in
 * binary32. Nothing else grows with m·n.
 */
final class ActiveRowsTrial {
  private ActiveRowsTrial() {}

  static Measurement measure(Trial trial, TrialRunner runner) {
    int n = trial.cell().inputs();
    RowStream rows = new RowStream(trial);
    double[] mean = meanDirection(rows, n);
    int atMean = active(rows, mean);
    Measurement measurement = new Measurement().with("activeAtMean", atMean);
    int fewest = atMean;
    var budget = runner.budget(trial);
    if (FloatDescent.fits(rows)) {
      FloatDescent descent = new FloatDescent(rows, budget);
      double[] worst = descent.from(mean);
      fewest = Math.min(fewest, active(rows, worst));
      measurement.after(budget);
    }
    return measurement
        .with("fewestActive", fewest)
        .with(fewest < n ? Outcome.NOT_INJECTIVE : Outcome.UNDECIDED);
  }

  private static double[] meanDirection(RowStream rows, int n) {
    double[] sum = new double[n];
    rows.forEach(
        row -> {
          for (int j = 0; j < n; j++) {
            sum[j] -= row[j];
          }
        });
    double norm = norm(sum);
    for (int j = 0; j < n && norm > 0; j++) {
      sum[j] /= norm;
    }
    return sum;
  }

  /** An upper bound of the number of rows with ⟨w, x⟩ ≥ 0, which it equals but for near ties. */
  private static int active(RowStream rows, double[] x) {
    int n = x.length;
    double unit = 1.01 * (n + 2) * 0x1p-53 * norm(x);
    int[] count = new int[1];
    rows.forEach(
        row -> {
          double product = 0;
          double square = 0;
          for (int j = 0; j < n; j++) {
            product += row[j] * x[j];
            square += row[j] * row[j];
          }
          // Higham 2002, (3.5) with Cauchy's inequality.
          if (!(product < -unit * Math.sqrt(square))) {
            count[0]++;
          }
        });
    return count[0];
  }

  private static double norm(double[] x) {
    double sum = 0;
    for (double value : x) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }

  /** The rows of a trial, drawn again for each use. */
  record RowStream(Trial trial) {
    /** Takes a row; the array is used again. */
    interface RowUser {
      void use(double[] row);
    }

    int rows() {
      return trial.cell().rows();
    }

    int inputs() {
      return trial.cell().inputs();
    }

    void forEach(RowUser user) {
      RandomNumbers numbers = trial.weightNumbers(1);
      for (int i = 0; i < rows(); i++) {
        if (Thread.currentThread().isInterrupted()) {
          return;
        }
        user.use(trial.weights().draw(1, inputs(), numbers));
      }
    }
  }
}
