package org.preimage.capacity.theory;

import java.util.function.DoubleUnaryOperator;

/**
 * Plain random duality through hidden layers. With r_i the norm of the i-th activations, all that
 * the next layer feels of the layers before is ω_i = sup ⟨h, relu(z_i)⟩/r_i √n, and
 *
 * <pre>
 *   ω_0 = 1,  ω_i² = max_{ρ&gt;0} 2ρ min_{γ≥0} [ α_i φ(ρ, γ) + γ ω_{i−1}²/2 ],
 *   φ(ρ, γ) = E max_z { h z₊ − ρ z₊²/2 − γ (z − g)²/2 }
 * </pre>
 *
 * for independent standard normal g and h. φ is an integral over angles of (g, h) in closed form.
 */
final class PlainDuality {
  /** Least ln γ that differs from γ = 0. */
  private static final double LOWEST = -30;

  private PlainDuality() {}

  /**
   * The saddle point of one hidden layer.
   *
   * @param rho ρ
   * @param gamma γ
   * @param gain |z₊|/r_{i−1}√n, by how much the layer stretches
   * @param squaredWidth ω_i²
   */
  record Saddle(double rho, double gamma, double gain, double squaredWidth) {}

  /**
   * Passes one layer.
   *
   * @param alpha α_i, rows of the layer per input of the network
   * @param before ω_{i−1}²
   */
  static Saddle layer(double alpha, double before) {
    // ω²(α, w) = w ω²(α/w, 1)
    double rows = alpha / before;
    double rho = Math.exp(Roots.from(0, s -> dual(Math.exp(s), rows).byRho(Math.exp(s), rows)));
    Dual best = dual(rho, rows);
    double width = before * 2 * rho * (rows * best.phi() + best.gamma() / 2);
    return new Saddle(rho, best.gamma(), Math.sqrt(-2 * alpha * best.phiByRho()), width);
  }

  /** ω_i² after these hidden layers. */
  static double squaredWidth(double... hidden) {
    double width = 1;
    for (double alpha : hidden) {
      width = layer(alpha, width).squaredWidth();
    }
    return width;
  }

  private static Dual dual(double rho, double rows) {
    DoubleUnaryOperator slope = s -> rows * Dual.at(rho, Math.exp(s)).byGamma() + 0.5;
    // Nothing needs to be moved if even the least γ is too much.
    double gamma = slope.applyAsDouble(LOWEST) > 0 ? 0 : Math.exp(Roots.from(0, slope));
    return Dual.at(rho, gamma);
  }

  /** φ and its derivatives at (ρ, γ). */
  private record Dual(double gamma, double phi, double phiByRho, double byGamma) {
    static Dual at(double rho, double gamma) {
      double k = gamma + Math.sqrt(gamma * (rho + gamma));
      double from = -Math.atan(gamma);
      double to = Math.PI - Math.atan(k);
      // ∫ (sin + γ cos)² and ∫ (sin + γ cos) cos where z > 0, ∫ cos² where z > 0 > g.
      double sines = (to - from) / 2 - (Math.sin(2 * to) - Math.sin(2 * from)) / 4;
      double cosines = (to - from) / 2 + (Math.sin(2 * to) - Math.sin(2 * from)) / 4;
      double mixed = (Math.cos(2 * from) - Math.cos(2 * to)) / 4;
      double square = sines + gamma * (2 * mixed + gamma * cosines);
      double crossed = (to - Math.PI / 2) / 2 + Math.sin(2 * to) / 4;
      double sum = rho + gamma;
      double phi = -gamma / 4 + (square / (2 * sum) - gamma * crossed / 2) / Math.PI;
      double byRho = -square / (2 * sum * sum * Math.PI);
      double byGamma = -0.25 + ((mixed + gamma * cosines) / sum - crossed / 2) / Math.PI + byRho;
      return new Dual(gamma, phi, byRho, byGamma);
    }

    /** Derivative of 2ρ·min_γ[…] by ρ, halved. */
    double byRho(double rho, double rows) {
      return rows * phi + gamma / 2 + rho * rows * phiByRho;
    }
  }
}
