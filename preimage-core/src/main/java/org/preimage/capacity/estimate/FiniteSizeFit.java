package org.preimage.capacity.estimate;

import java.util.List;
import java.util.Optional;

/**
 * A straight line through thresholds against 1/n, by weighted least squares: threshold(n) ≈ limit +
 * slope/n. A description of the sizes that were tried; nothing proves that the line continues.
 *
 * @param limit value at 1/n = 0
 * @param limitError standard error of it, if the errors of the thresholds are right and the line is
 * @param slope coefficient of 1/n
 * @param chiSquare Σ (residual/error)², to be compared with the number of thresholds − 2
 */
public record FiniteSizeFit(double limit, double limitError, double slope, double chiSquare) {
  /**
   * A threshold of one size.
   *
   * @param error standard error, positive
   */
  public record Threshold(int n, double value, double error) {}

  /** Fits; empty for fewer than two sizes. */
  public static Optional<FiniteSizeFit> of(List<Threshold> thresholds) {
    double w = 0;
    double wx = 0;
    double wy = 0;
    double wxx = 0;
    double wxy = 0;
    for (Threshold each : thresholds) {
      double x = 1.0 / each.n();
      double weight = 1 / (each.error() * each.error());
      w += weight;
      wx += weight * x;
      wy += weight * each.value();
      wxx += weight * x * x;
      wxy += weight * x * each.value();
    }
    double determinant = w * wxx - wx * wx;
    if (thresholds.stream().map(Threshold::n).distinct().count() < 2) {
      return Optional.empty();
    }
    double limit = (wxx * wy - wx * wxy) / determinant;
    double slope = (w * wxy - wx * wy) / determinant;
    double chiSquare = 0;
    for (Threshold each : thresholds) {
      double residual = (each.value() - limit - slope / each.n()) / each.error();
      chiSquare += residual * residual;
    }
    return Optional.of(new FiniteSizeFit(limit, Math.sqrt(wxx / determinant), slope, chiSquare));
  }
}
