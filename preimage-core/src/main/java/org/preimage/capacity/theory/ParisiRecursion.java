package org.preimage.capacity.theory;

/**
 * The tree of Gaussian averages of k-step replica symmetry breaking, and all its derivatives:
 *
 * <pre>
 *   F_{k−1}(h) = (1/x_{k−1}) ln E exp(−x_{k−1} v(h + √(1 − q_{k−1}) g))
 *   F_i(h)     = (1/x_i) ln E exp(x_i F_{i+1}(h + √(q_{i+1} − q_i) g)),   result E F_0(√q₀ g)
 * </pre>
 *
 * Every F_i is 0 far left and −1 far right, and in between as smooth as the Gaussians that made it.
 * So each lives on a short uniform grid with a step that halves as often as needed on the way in,
 * and averages are trapezoidal sums, exact to rounding. Derivatives come from one sweep back: with
 * P_i the density of the field at level i under the tilted measure (∂/∂F_i of the result), ∂/∂q_i =
 * ½ (x_{i−1} − x_i) E_P[F_i'²] and ∂/∂x_i = (E_P F_{i+1} − E_P F_i)/x_i.
 */
final class ParisiRecursion {
  /** Grid points per standard deviation of the narrowest Gaussian met. */
  private static final double RESOLUTION = 4;

  private final OrderParameter order;
  private final FieldGrid[] levels;
  private final double[] byX;
  private final double[] byQ;
  private double byChi;
  private final double value;

  /** Evaluates the recursion for k ≥ 1 steps. */
  ParisiRecursion(OrderParameter order) {
    this.order = order;
    int k = order.steps();
    this.levels = new FieldGrid[k];
    this.byX = new double[k];
    this.byQ = new double[k];
    layOut();
    InactivityCost cost = new InactivityCost(order.x(k - 1), order.chi(), order.variance(k - 1));
    levels[k - 1].fill(cost);
    for (int i = k - 2; i >= 0; i--) {
      levels[i].average(levels[i + 1], order.x(i), order.variance(i));
    }
    value = levels[0].start(order.q(0));
    sweepBack(cost);
  }

  private void layOut() {
    int k = order.steps();
    double step = 1;
    for (int i = 0; i < k; i++) {
      double outer = order.variance(i - 1);
      double narrow = Math.sqrt(Math.min(order.variance(i), outer > 0 ? outer : 1));
      while (step * RESOLUTION > narrow) {
        step /= 2;
      }
      double reach = Math.sqrt(Gaussian.REACH * Gaussian.REACH + 2 * order.x(k - 1));
      double width = reach * Math.sqrt(1 - order.q(i));
      levels[i] = new FieldGrid(step, -width, Math.sqrt(2 * order.chi()) + width);
    }
  }

  private void sweepBack(InactivityCost cost) {
    int k = order.steps();
    double mean = value;
    for (int i = 0; i < k; i++) {
      byQ[i] = 0.5 * ((i == 0 ? 0 : order.x(i - 1)) - order.x(i)) * levels[i].meanSquareSlope();
      double next;
      if (i < k - 1) {
        levels[i].push(levels[i + 1], order.x(i));
        next = levels[i + 1].meanValue();
      } else {
        FieldGrid.Innermost inner = levels[i].innermost(cost);
        next = inner.tiltedValue();
        byChi = inner.byChi();
      }
      byX[i] = (next - mean) / order.x(i);
      mean = next;
    }
  }

  /** E F₀(√q₀ g). */
  double value() {
    return value;
  }

  double byX(int i) {
    return byX[i];
  }

  double byQ(int i) {
    return byQ[i];
  }

  double byChi() {
    return byChi;
  }

  /** E_P[F_i'²], P the density of the field at level i; for i = k that of −v' itself. */
  double meanSquareSlope(int i) {
    return i < levels.length ? levels[i].meanSquareSlope() : 2 * byChi;
  }
}
