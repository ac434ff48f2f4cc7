package org.preimage.capacity.theory;

/**
 * A start for k + 1 steps from the solution with k. Two regularities of the solutions make it work:
 * 1/xᵢ falls almost evenly to 0, and at the jumps 1 − q is a function of the mean of 1/x on both
 * sides that hardly depends on k.
 */
final class LadderGuess {
  private LadderGuess() {}

  /** Coordinates of {@link ReplicaLadder} and α. */
  static double[] after(ReplicaLadder.Rung rung) {
    OrderParameter order = rung.order();
    int k = order.steps();
    int steps = k + 1;
    double[] guess = new double[2 * steps + 2];
    double widest = (1 + 0.25 / (k * steps)) / order.x(0);
    guess[0] = Math.log1p(-order.q(0));
    for (int i = 0; i < steps; i++) {
      guess[steps + i] = -Math.log(widest * (1 - i / (double) steps));
      if (i > 0) {
        guess[i] = gap(order, Math.log(widest * (1 - (i - 0.5) / steps)));
      }
    }
    guess[2 * steps] = Math.log(order.chi()) - 0.3 / (k * k);
    guess[2 * steps + 1] = rung.alpha();
    return guess;
  }

  /** ln(1 − q) where ln(1/x) is y, interpolated between the jumps of the smaller solution. */
  private static double gap(OrderParameter order, double y) {
    int k = order.steps();
    if (k == 1) {
      return Math.log(0.1 * (1 - order.q(0)));
    }
    int j = 1;
    while (j < k - 2 && jump(order, j + 1) > y) {
      j++;
    }
    // One jump alone has no slope; 1 − q ~ x⁻³ is what later rungs show.
    double slope =
        k == 2
            ? 3
            : Math.log((1 - order.q(j + 1)) / (1 - order.q(j)))
                / (jump(order, j + 1) - jump(order, j));
    return Math.log1p(-order.q(j)) + slope * (y - jump(order, j));
  }

  /** ln of the mean of 1/x left and right of q_j. */
  private static double jump(OrderParameter order, int j) {
    return Math.log(0.5 * (1 / order.x(j - 1) + 1 / order.x(j)));
  }
}
