package org.preimage.capacity.theory;

import java.util.function.DoubleUnaryOperator;

/**
 * The de Almeida–Thouless line of the replica-symmetric solution at the density of active rows 1/α,
 * in the finite-temperature form of Maillard et al. (arXiv 2302.14112).
 */
final class AlmeidaThouless {
  private AlmeidaThouless() {}

  /** The α above which the replica-symmetric solution is unstable. */
  static double line() {
    return Roots.between(4, 7, AlmeidaThouless::instability);
  }

  private static double instability(double alpha) {
    // k = 1 − exp(−β), chosen such that one row in α is active.
    double k = Roots.between(1e-3, 1 - 1e-9, s -> energy(alpha, s, overlap(alpha, s)) - 1);
    return 1 / alpha - spread(k, overlap(alpha, k));
  }

  /** x = q/(1 − q) with q√x = αk E[−g φ(g√x)/(1 − kQ(g√x))]. */
  private static double overlap(double alpha, double k) {
    DoubleUnaryOperator equation =
        x ->
            x / (1 + x) * Math.sqrt(x)
                - alpha * k * Gaussian.mean(g -> -g * slope(g * Math.sqrt(x), k));
    return Roots.between(1e-9, 1e3, equation);
  }

  private static double slope(double u, double k) {
    return Gaussian.density(u) / (1 - k * Gaussian.tail(u));
  }

  private static double energy(double alpha, double k, double x) {
    return alpha
        * (1 - k)
        * Gaussian.mean(
            g -> {
              double tail = Gaussian.tail(g * Math.sqrt(x));
              return tail / (1 - k * tail);
            });
  }

  /** E[(kQ''/(1 − kQ) + (kQ'/(1 − kQ))²)²]. */
  private static double spread(double k, double x) {
    return Gaussian.mean(
        g -> {
          double u = g * Math.sqrt(x);
          double s = k * slope(u, k);
          double second = u * s + s * s;
          return second * second;
        });
  }
}
