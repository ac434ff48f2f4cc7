package org.preimage.capacity.estimate;

import java.util.List;
import java.util.Optional;

/**
 * P(x) = 1/(1 + exp(−(x − midpoint)/width)), fitted by maximum likelihood.
 *
 * @param midpoint where P = ½
 * @param midpointError standard error of it, by the delta method
 * @param width how fast P rises
 * @param widthError standard error of it
 */
public record LogisticFit(double midpoint, double midpointError, double width, double widthError) {
  private static final int MOST_STEPS = 100;

  /**
   * Successes at one abscissa.
   *
   * @param x such as the expansivity m/n
   */
  public record Observation(double x, Proportion proportion) {}

  /**
   * Fits, or returns nothing when the likelihood has no maximum: fewer than two abscissas, or all
   * failures left of all successes.
   */
  public static Optional<LogisticFit> of(List<Observation> observations) {
    if (!overlap(observations)) {
      return Optional.empty();
    }
    double center = observations.stream().mapToDouble(Observation::x).average().orElse(0);
    double[] beta = new double[2];
    double[] h = new double[3];
    for (int step = 0; step < MOST_STEPS; step++) {
      double[] gradient = derivatives(observations, center, beta, h);
      double determinant = h[0] * h[2] - h[1] * h[1];
      double change0 = (h[2] * gradient[0] - h[1] * gradient[1]) / determinant;
      double change1 = (h[0] * gradient[1] - h[1] * gradient[0]) / determinant;
      double damping = Math.min(1, 3 / (Math.abs(change0) + Math.abs(change1) + 1e-300));
      beta[0] += damping * change0;
      beta[1] += damping * change1;
      if (Math.abs(change0) + Math.abs(change1) < 1e-10) {
        return solution(observations, center, beta, h);
      }
    }
    return Optional.empty();
  }

  /** Whether no threshold separates failures from successes. */
  private static boolean overlap(List<Observation> observations) {
    double leastSuccess = Double.POSITIVE_INFINITY;
    double greatestFailure = Double.NEGATIVE_INFINITY;
    for (Observation each : observations) {
      if (each.proportion().successes() > 0) {
        leastSuccess = Math.min(leastSuccess, each.x());
      }
      if (each.proportion().successes() < each.proportion().trials()) {
        greatestFailure = Math.max(greatestFailure, each.x());
      }
    }
    return leastSuccess < greatestFailure;
  }

  /** Gradient of the log-likelihood; fills the negative Hessian, upper triangle. */
  private static double[] derivatives(
      List<Observation> observations, double center, double[] beta, double[] h) {
    double[] gradient = new double[2];
    h[0] = 0;
    h[1] = 0;
    h[2] = 0;
    for (Observation each : observations) {
      double x = each.x() - center;
      double p = 1 / (1 + StrictMath.exp(-(beta[0] + beta[1] * x)));
      double trials = each.proportion().trials();
      double residual = each.proportion().successes() - trials * p;
      double weight = Math.max(trials * p * (1 - p), 1e-12);
      gradient[0] += residual;
      gradient[1] += residual * x;
      h[0] += weight;
      h[1] += weight * x;
      h[2] += weight * x * x;
    }
    return gradient;
  }

  private static Optional<LogisticFit> solution(
      List<Observation> observations, double center, double[] beta, double[] h) {
    derivatives(observations, center, beta, h);
    double determinant = h[0] * h[2] - h[1] * h[1];
    if (!(determinant > 0) || !(Math.abs(beta[1]) > 1e-9)) {
      return Optional.empty();
    }
    double v00 = h[2] / determinant;
    double v01 = -h[1] / determinant;
    double v11 = h[0] / determinant;
    double offset = -beta[0] / beta[1];
    double variance = (v00 + 2 * offset * v01 + offset * offset * v11) / (beta[1] * beta[1]);
    double width = 1 / beta[1];
    return Optional.of(
        new LogisticFit(
            center + offset, Math.sqrt(variance), width, Math.sqrt(v11) * width * width));
  }

  /** The fitted probability. */
  public double at(double x) {
    return 1 / (1 + StrictMath.exp(-(x - midpoint) / width));
  }
}
