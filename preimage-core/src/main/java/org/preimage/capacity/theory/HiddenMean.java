package org.preimage.capacity.theory;

/**
 * One hidden layer at the full second level: E₀ ln E′ exp max_z { b h z₊ − μ z₊²/2 − γ (z − g)²/2 }
 * with g = √q g₀ + √(1 − q) g′ and h = √p h₀ + √(1 − p) h′. For fixed g₀ and h₀ the plane of (g, h)
 * falls into three wedges, on each of which the exponent is a quadratic form. So E′ is a sum of
 * orthant probabilities of tilted Gaussians; E₀ is a product of Gauss–Hermite rules.
 */
final class HiddenMean {
  private static final double NEGLIGIBLE = 1e-13;

  private final GaussHermite rule;

  /** Where the mean is taken. */
  record Arguments(double b, double gamma, double mu, double q, double p) {}

  private HiddenMean(GaussHermite rule) {
    this.rule = rule;
  }

  /** With so many nodes for each of g₀ and h₀. */
  static HiddenMean of(int nodes) {
    return new HiddenMean(GaussHermite.of(nodes));
  }

  /** The mean; NaN where the exponent is not integrable or an overlap is not in [0, 1). */
  double at(Arguments arguments) {
    double b = arguments.b();
    double gamma = arguments.gamma();
    double mu = arguments.mu();
    double q = arguments.q();
    double p = arguments.p();
    Wedge active = active(b, gamma, mu, 1 - q, 1 - p);
    Wedge moved = new Wedge(gamma, 0, 0, 1, 0, -gamma, -b, 1 - q, 1 - p);
    double k = gamma + Math.sqrt(gamma * (mu + gamma));
    Wedge kept = new Wedge(0, 0, 0, -1, 0, -k, -b, 1 - q, 1 - p);
    double sum = 0;
    for (int i = 0; i < rule.size(); i++) {
      double g = Math.sqrt(q) * rule.node(i);
      for (int j = 0; j < rule.size(); j++) {
        double weight = rule.weight(i) * rule.weight(j);
        if (weight > NEGLIGIBLE) {
          double h = Math.sqrt(p) * rule.node(j);
          sum += weight * Math.log(active.mean(g, h) + moved.mean(g, h) + kept.mean(g, h));
        }
      }
    }
    return sum;
  }

  private static Wedge active(double b, double gamma, double mu, double vg, double vh) {
    double k = gamma + Math.sqrt(gamma * (mu + gamma));
    double sum = mu + gamma;
    return new Wedge(
        gamma - gamma * gamma / sum, -b * gamma / sum, -b * b / sum, gamma, b, k, b, vg, vh);
  }

  /**
   * E exp(−½(g, h)A(g, h)ᵀ) over the wedge s·(g, h) &gt; 0, t·(g, h) &gt; 0, for independent g and
   * h with given variances, as a function of their means.
   */
  private static final class Wedge {
    private final double vg;
    private final double vh;
    private final double cgg;
    private final double cgh;
    private final double chh;
    private final double factor;
    private final double[] s;
    private final double[] t;
    private final BivariateNormal normal;

    Wedge(
        double agg,
        double agh,
        double ahh,
        double sg,
        double sh,
        double tg,
        double th,
        double vg,
        double vh) {
      this.vg = vg;
      this.vh = vh;
      double pgg = 1 / vg + agg;
      double phh = 1 / vh + ahh;
      double determinant = pgg * phh - agh * agh;
      boolean integrable = pgg > 0 && determinant > 0;
      this.cgg = phh / determinant;
      this.cgh = -agh / determinant;
      this.chh = pgg / determinant;
      this.factor = integrable ? 1 / Math.sqrt(vg * vh * determinant) : Double.NaN;
      this.s = scaled(sg, sh);
      this.t = scaled(tg, th);
      this.normal =
          new BivariateNormal(
              s[0] * t[0] * cgg + (s[0] * t[1] + s[1] * t[0]) * cgh + s[1] * t[1] * chh);
    }

    /** The linear form divided by its standard deviation. */
    private double[] scaled(double x, double y) {
      double deviation = Math.sqrt(x * x * cgg + 2 * x * y * cgh + y * y * chh);
      return new double[] {x / deviation, y / deviation};
    }

    double mean(double g, double h) {
      double x = g / vg;
      double y = h / vh;
      double mg = cgg * x + cgh * y;
      double mh = cgh * x + chh * y;
      double exponent = 0.5 * (x * mg + y * mh - g * x - h * y);
      double inside = normal.orthant(-(s[0] * mg + s[1] * mh), -(t[0] * mg + t[1] * mh));
      return factor * Math.exp(exponent) * inside;
    }
  }
}
