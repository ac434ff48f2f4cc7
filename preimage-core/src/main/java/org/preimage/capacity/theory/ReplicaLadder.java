package org.preimage.capacity.theory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Stationary points of the functional for k = 1, 2, 3, … steps, each started from the one before;
 * with k growing they approach full replica symmetry breaking.
 */
final class ReplicaLadder {
  private static final double TOLERANCE = 1e-10;

  /** Largest step of ln α along a curve. */
  private static final double STRIDE = 0.15;

  private static final double LEAST_STRIDE = 0.01;

  /**
   * A stationary point.
   *
   * @param alpha rows per input
   * @param active least number of active rows per input
   * @param order where it is attained
   */
  record Rung(double alpha, double active, OrderParameter order) {}

  private final List<Rung> capacities = new ArrayList<>();

  /** The point with k steps at which exactly n rows are active. */
  Rung capacity(int k) {
    while (capacities.size() < k) {
      int steps = capacities.size() + 1;
      double[] start =
          steps == 1
              ? new double[] {Math.log(0.2), Math.log(3), Math.log(0.05), 7}
              : LadderGuess.after(capacities.get(steps - 2));
      double[] solution = solve(start, t -> atCapacity(t));
      double alpha = solution[2 * steps + 1];
      OrderParameter order = decode(Arrays.copyOf(solution, 2 * steps + 1));
      capacities.add(new Rung(alpha, 1, order));
    }
    return capacities.get(k - 1);
  }

  /** The point with k steps at a given number of rows per input, followed from the capacity. */
  Rung at(int k, double alpha) {
    Rung start = capacity(k);
    double[] point = encode(start.order());
    double[] slope = new double[point.length];
    double place = Math.log(start.alpha());
    double end = Math.log(alpha);
    double stride = STRIDE;
    while (place != end) {
      double next =
          Math.abs(end - place) <= stride ? end : place + Math.copySign(stride, end - place);
      double[] guess = point.clone();
      for (int j = 0; j < guess.length; j++) {
        guess[j] += (next - place) * slope[j];
      }
      double there = Math.exp(next);
      Optional<double[]> solution =
          new NewtonMethod(t -> gradient(t, there), TOLERANCE).solve(guess);
      if (solution.isPresent()) {
        for (int j = 0; j < slope.length; j++) {
          slope[j] = (solution.get()[j] - point[j]) / (next - place);
        }
        point = solution.get();
        place = next;
      } else if (stride > LEAST_STRIDE) {
        stride /= 2;
      } else {
        throw new ArithmeticException(
            "%d-step replica symmetry breaking requires an α nearer to its capacity than %s; it was lost at %.4g."
                .formatted(k, alpha, there));
      }
    }
    OrderParameter order = decode(point);
    return new Rung(alpha, new ReplicaFunctional(order).at(alpha), order);
  }

  private static double[] solve(double[] start, UnaryOperator<double[]> system) {
    Optional<double[]> solution = new NewtonMethod(system, TOLERANCE).solve(start);
    return solution.orElseThrow(
        () ->
            new ArithmeticException(
                "the replica equations require a start nearer to their solution than %s."
                    .formatted(Arrays.toString(start))));
  }

  /** Coordinates ln(1 − qᵢ), ln xᵢ, ln χ. */
  static double[] encode(OrderParameter order) {
    int k = order.steps();
    double[] point = new double[2 * k + 1];
    for (int i = 0; i < k; i++) {
      point[i] = Math.log1p(-order.q(i));
      point[k + i] = Math.log(order.x(i));
    }
    point[2 * k] = Math.log(order.chi());
    return point;
  }

  private static OrderParameter decode(double[] point) {
    int k = point.length / 2;
    double[] q = new double[k];
    double[] x = new double[k];
    for (int i = 0; i < k; i++) {
      q[i] = -Math.expm1(point[i]);
      x[i] = Math.exp(point[k + i]);
    }
    return OrderParameter.of(q, x, Math.exp(point[2 * k]));
  }

  /** Stationarity and f = 1; the last unknown is α. */
  private static double[] atCapacity(double[] point) {
    int last = point.length - 1;
    OrderParameter order = decode(Arrays.copyOf(point, last));
    double[] residual = new double[point.length];
    if (!order.isOrdered()) {
      Arrays.fill(residual, Double.NaN);
      return residual;
    }
    ReplicaFunctional functional = new ReplicaFunctional(order);
    System.arraycopy(gradient(functional, order, point[last]), 0, residual, 0, last);
    residual[last] = functional.at(point[last]) - 1;
    return residual;
  }

  private static double[] gradient(double[] point, double alpha) {
    OrderParameter order = decode(point);
    if (!order.isOrdered()) {
      double[] outside = new double[point.length];
      Arrays.fill(outside, Double.NaN);
      return outside;
    }
    return gradient(new ReplicaFunctional(order), order, alpha);
  }

  /** With respect to the coordinates. */
  private static double[] gradient(
      ReplicaFunctional functional, OrderParameter order, double alpha) {
    int k = order.steps();
    double[] gradient = functional.entropyGradient();
    double[] energy = functional.energyGradient();
    for (int i = 0; i < gradient.length; i++) {
      double byCoordinate = i < k ? order.q(i) - 1 : i < 2 * k ? order.x(i - k) : order.chi();
      gradient[i] = byCoordinate * (gradient[i] - alpha * energy[i]);
    }
    return gradient;
  }
}
