package org.preimage.capacity.theory;

/**
 * Full replica symmetry breaking at zero temperature: x(q) is a smooth increasing function on [q₀,
 * 1), infinite at 1. It is replaced by steps at fixed heights x_i, evenly spaced in 1/x, and the
 * overlaps follow from an iteration in the manner of Maillard et al. (arXiv 2302.14112). With m_i =
 * E_P[F_i'²] of the current recursion, m_k = E_P[v'²],
 *
 * <pre>
 *   λ_0 = √(q_0/(α m_0)),  1/λ_i = 1/λ_{i−1} + α x_{i−1} (m_i − m_{i−1}),  χ = λ_k,
 *   q_{i+1} − q_i = (λ_i − λ_{i+1})/x_i,  q_k = 1,
 * </pre>
 *
 * which is stationarity in all q_i and χ, while α follows f = 1. The error of k steps falls as k⁻⁴:
 * by half a step at most the heights are wrong, and f is stationary.
 */
final class FullReplicaSymmetryBreaking {
  private static final int COARSE = 12;

  /** 1 − q ~ x^{−5/2} is a good enough start. */
  private static final double DECAY = 2.5;

  private static final int DEPTH = 8;
  private static final int STEPS = 500;

  /** Of the overlaps; that of α is its square. */
  private static final double TOLERANCE = 1e-5;

  /**
   * A number with its estimated error.
   *
   * @param value extrapolated to infinitely many steps
   * @param accuracy what the extrapolation changed
   */
  record Estimate(double value, double accuracy) {}

  private final double[] x;
  private double alpha;
  private OrderParameter order;

  private FullReplicaSymmetryBreaking(double alpha, double[] x, OrderParameter order) {
    this.alpha = alpha;
    this.x = x;
    this.order = order;
  }

  /** Steps between the heights at which a rung of the ladder begins, and infinity. */
  private static FullReplicaSymmetryBreaking coarse(ReplicaLadder.Rung rung) {
    int k = rung.order().steps();
    // Where x(q) begins: the rungs, too, are close to evenly spaced in 1/x.
    double[] x = heights(1 / (rung.order().x(0) * (1 - 0.5 / k)), COARSE);
    double[] q = new double[COARSE];
    for (int i = 0; i < COARSE; i++) {
      q[i] = 1 - (1 - rung.order().q(0)) * Math.pow(1 - i / (double) COARSE, DECAY);
    }
    return new FullReplicaSymmetryBreaking(
        rung.alpha(), x, OrderParameter.of(q, x, rung.order().chi()));
  }

  /** Twice as many steps, from this solution. */
  private FullReplicaSymmetryBreaking refined() {
    double[] fine = heights(1 / (x[0] * (1 - 0.5 / x.length)), 2 * x.length);
    double[] q = new double[fine.length];
    for (int i = 0; i < fine.length; i++) {
      double left = Math.pow(1 - order.q(i / 2), 1 / DECAY);
      double right = Math.pow(1 - order.q((i + 1) / 2), 1 / DECAY);
      q[i] = 1 - Math.pow((left + right) / 2, DECAY);
    }
    return new FullReplicaSymmetryBreaking(alpha, fine, OrderParameter.of(q, fine, order.chi()));
  }

  private static double[] heights(double widest, int steps) {
    double[] x = new double[steps];
    for (int i = 0; i < steps; i++) {
      x[i] = 1 / (widest * (1 - (i + 0.5) / steps));
    }
    return x;
  }

  static Estimate capacity(ReplicaLadder ladder) {
    FullReplicaSymmetryBreaking steps = coarse(ladder.capacity(4));
    double coarse = steps.iterate();
    double fine = steps.refined().iterate();
    double change = (fine - coarse) / 15;
    return new Estimate(fine + change, Math.abs(change));
  }

  private double iterate() {
    AndersonMixing mixing = new AndersonMixing(DEPTH);
    for (int step = 0; step < STEPS; step++) {
      double[] point = coordinates(order);
      OrderParameter image = image();
      double[] next = coordinates(image);
      if (distance(point, next) < TOLERANCE) {
        return alpha;
      }
      OrderParameter mixed = withCoordinates(mixing.next(point, next));
      if (!mixed.isOrdered()) {
        mixing.restart();
      }
      order = mixed.isOrdered() ? mixed : image;
    }
    throw new ArithmeticException(
        "full replica symmetry breaking requires more than %d iterations at %d steps."
            .formatted(STEPS, x.length));
  }

  private OrderParameter image() {
    int k = x.length;
    ReplicaFunctional functional = new ReplicaFunctional(order);
    alpha += (functional.at(alpha) - 1) / functional.energy();
    double[] lambda = new double[k + 1];
    lambda[0] = Math.sqrt(order.q(0) / (alpha * functional.meanSquareSlope(0)));
    for (int i = 1; i <= k; i++) {
      double growth = functional.meanSquareSlope(i) - functional.meanSquareSlope(i - 1);
      lambda[i] = 1 / (1 / lambda[i - 1] + alpha * x[i - 1] * growth);
    }
    double[] q = new double[k];
    double next = 1;
    for (int i = k - 1; i >= 0; i--) {
      next -= (lambda[i] - lambda[i + 1]) / x[i];
      q[i] = next;
    }
    return OrderParameter.of(q, x, lambda[k]);
  }

  /** ln(1 − q_i) and ln χ: all of them need about the same relative accuracy. */
  private static double[] coordinates(OrderParameter order) {
    double[] point = new double[order.steps() + 1];
    for (int i = 0; i < order.steps(); i++) {
      point[i] = Math.log1p(-order.q(i));
    }
    point[order.steps()] = Math.log(order.chi());
    return point;
  }

  private OrderParameter withCoordinates(double[] point) {
    int k = x.length;
    double[] q = new double[k];
    for (int i = 0; i < k; i++) {
      q[i] = -Math.expm1(point[i]);
    }
    return OrderParameter.of(q, x, Math.exp(point[k]));
  }

  private static double distance(double[] a, double[] b) {
    double largest = 0;
    for (int j = 0; j < a.length; j++) {
      largest = Math.max(largest, Math.abs(a[j] - b[j]));
    }
    return largest;
  }
}
