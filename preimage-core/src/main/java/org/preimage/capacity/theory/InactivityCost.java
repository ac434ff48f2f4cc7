package org.preimage.capacity.theory;

/**
 * The innermost step of the functional in closed form: Z(h) = E exp(−x·v(h + σg)), where v(u) = 0
 * for u ≤ 0, u²/(2χ) for 0 &lt; u &lt; T = √(2χ), and 1 above, is what a row costs: it is paid to
 * become inactive, or counted. F = ln Z/x.
 */
final class InactivityCost {
  /** x = ν: what an active row costs in the exponent. */
  private final double nu;

  private final double chi;
  private final double sigma;
  private final double threshold;
  private final double shrink;
  private final double spread;
  private final double scale;

  private double mass;
  private double first;
  private double second;
  private double above;

  InactivityCost(double x, double chi, double variance) {
    this.nu = x;
    this.chi = chi;
    this.sigma = Math.sqrt(variance);
    this.threshold = Math.sqrt(2 * chi);
    double curvature = 1 + x / chi * variance;
    this.shrink = 1 / curvature;
    this.spread = sigma / Math.sqrt(curvature);
    this.scale = 1 / Math.sqrt(curvature);
  }

  /** Moves to the field h; the other methods then speak about it. */
  void at(double h) {
    double below = Gaussian.tail(h / sigma);
    above = Math.exp(-nu) * Gaussian.tail((threshold - h) / sigma);
    double m = h * shrink;
    double a = -m / spread;
    double b = (threshold - m) / spread;
    double factor = scale * Math.exp(-0.5 * nu / chi * h * h * shrink);
    double inside = Gaussian.between(a, b);
    double atA = Gaussian.density(a);
    double atB = Gaussian.density(b);
    first = factor * (m * inside + spread * (atA - atB));
    second =
        factor
            * ((m * m + spread * spread) * inside
                + 2 * m * spread * (atA - atB)
                + spread * spread * (a * atA - b * atB));
    mass = below + above + factor * inside;
  }

  /** Z. */
  double partition() {
    return mass;
  }

  /** F = ln Z/x. */
  double value() {
    return Math.log(mass) / nu;
  }

  /** ∂F/∂h. */
  double slope() {
    return -first / (chi * mass);
  }

  /** ∂F/∂χ. */
  double byChi() {
    return second / (2 * chi * chi * mass);
  }

  /** Mean of −v in the tilted measure, so that ∂F/∂x = (this − F)/x. */
  double tiltedValue() {
    return -(second / (2 * chi) + above) / mass;
  }
}
