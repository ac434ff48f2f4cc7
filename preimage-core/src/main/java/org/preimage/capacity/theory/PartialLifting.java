package org.preimage.capacity.theory;

import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * Partially lifted random duality for l ≥ 1 layers: E min max of plain duality is replaced by (1/n)
 * ln E exp(−min max) with one coefficient c_i a layer, and there is almost surely no bad input if
 *
 * <pre>
 *   Φ = S(c₁) − Σ c_i²/2 + Σ_{i&lt;l} B_i + C_l &lt; 0   for the best c and the worst gains κ_i
 * </pre>
 *
 * All Gaussian integrals are in closed form. The capacity is the α_l at the joint stationary point
 * with Φ = 0. The coefficients c shrink with depth. Where c = 0 is the best choice, lifting gains
 * nothing and the value is that of plain duality, the limit c → 0.
 */
final class PartialLifting {
  /** Of central differences; the path may be coarser than its end. */
  private static final double COARSE = 1e-3;

  private static final double FINE = 2e-4;
  private static final double TOLERANCE = 1e-10;

  /** Values of c_l that are tried: growing until the bound no longer falls. */
  private static final double FIRST_COEFFICIENT = 0.05;

  private static final double LAST_COEFFICIENT = 20;
  private static final double GROWTH = 1.3;

  private final double[] hidden;
  private final double kappa;
  private final int layers;

  private PartialLifting(double[] hidden, double kappa) {
    this.hidden = hidden;
    this.kappa = kappa;
    this.layers = hidden.length + 1;
  }

  /**
   * The α of the last layer.
   *
   * @param kappa active rows it must keep, per input
   * @param hidden α of the layers before
   */
  static double capacity(double kappa, double... hidden) {
    return alpha(stationaryPoint(kappa, hidden));
  }

  /** ln c_i, ln τ_i (i = 1 … l), ln κ_i, ln μ_i (i &lt; l), ln ν, α. */
  static double[] stationaryPoint(double kappa, double... hidden) {
    return new PartialLifting(hidden.clone(), kappa).stationaryPoint();
  }

  /** Follows the bound as a function of c_l from plain duality, c_l → 0, to its minimum. */
  private double[] stationaryPoint() {
    double plain = ReplicaSymmetric.capacity(kappa, PlainDuality.squaredWidth(hidden));
    double[] last = start(FIRST_COEFFICIENT / GROWTH);
    double[] best = last;
    best[best.length - 1] = plain;
    double least = plain;
    double[] guess = start(FIRST_COEFFICIENT);
    for (double c = FIRST_COEFFICIENT; c < LAST_COEFFICIENT; c *= GROWTH) {
      double coefficient = c;
      double[] point = solve(guess, p -> residual(p, Math.log(coefficient)));
      if (alpha(point) >= least) {
        break;
      }
      least = alpha(point);
      best = point;
      guess = extrapolated(last, point);
      last = point;
    }
    return least == plain ? best : solve(best, p -> residual(p, Double.NaN));
  }

  private static double[] extrapolated(double[] before, double[] now) {
    double[] next = new double[now.length];
    Arrays.setAll(next, j -> 2 * now[j] - before[j]);
    return next;
  }

  private static double alpha(double[] point) {
    return point[point.length - 1];
  }

  private static double[] solve(double[] start, UnaryOperator<double[]> system) {
    return new NewtonMethod(system, TOLERANCE)
        .solve(start)
        .orElseThrow(
            () ->
                new ArithmeticException(
                    "partial lifting requires a start nearer to its stationary point than %s."
                        .formatted(Arrays.toString(start))));
  }

  /** Plain duality, with its coefficients scaled to a small c_l. */
  private double[] start(double lastCoefficient) {
    double[] point = new double[4 * layers];
    PlainDuality.Saddle[] saddles = new PlainDuality.Saddle[layers - 1];
    double[] width = new double[layers];
    width[0] = 1;
    for (int i = 0; i < layers - 1; i++) {
      saddles[i] = PlainDuality.layer(hidden[i], width[i]);
      width[i + 1] = saddles[i].squaredWidth();
    }
    double alpha = ReplicaSymmetric.capacity(kappa, width[layers - 1]);
    double t = ReplicaSymmetric.threshold(kappa, width[layers - 1]);
    double c = lastCoefficient;
    double tau = Math.sqrt(width[layers - 1]);
    point[4 * layers - 1] = alpha;
    point[4 * layers - 2] = Math.log(c / (2 * tau) * t * t);
    point[layers - 1] = Math.log(c);
    point[2 * layers - 1] = Math.log(tau);
    for (int i = layers - 2; i >= 0; i--) {
      PlainDuality.Saddle saddle = saddles[i];
      double b = c / saddle.gain();
      tau = Math.sqrt(width[i]);
      c = b * saddle.gamma() * tau;
      point[i] = Math.log(c);
      point[layers + i] = Math.log(tau);
      point[2 * layers + i] = Math.log(saddle.gain());
      point[3 * layers - 1 + i] = Math.log(b * saddle.rho());
    }
    return point;
  }

  /**
   * Derivatives by all unknowns but α, and Φ, divided by c_l because all of them vanish with it.
   *
   * @param fixed ln c_l, or NaN to make it stationary, too
   */
  private double[] residual(double[] point, double fixed) {
    int last = point.length - 1;
    double difference = Double.isNaN(fixed) ? FINE : COARSE;
    double scale = Math.exp(-point[layers - 1]);
    double[] residual = new double[point.length];
    double[] moved = point.clone();
    for (int j = 0; j < last; j++) {
      moved[j] = point[j] + difference;
      double up = value(moved);
      moved[j] = point[j] - difference;
      residual[j] = scale * (up - value(moved)) / (2 * difference);
      moved[j] = point[j];
    }
    if (!Double.isNaN(fixed)) {
      residual[layers - 1] = point[layers - 1] - fixed;
    }
    residual[last] = scale * value(point);
    return residual;
  }

  private double value(double[] point) {
    double[] u = Arrays.stream(point).map(Math::exp).toArray();
    double sum = sphere(u[0]);
    for (int i = 0; i < layers; i++) {
      double c = u[i];
      double tau = u[layers + i];
      sum -= c * c / 2 + c * tau / 2;
      if (i < layers - 1) {
        double gain = u[2 * layers + i];
        double mu = u[3 * layers - 1 + i];
        sum += mu * gain * gain / 2;
        sum += hidden[i] * Math.log(hiddenMean(u[i + 1] / gain, c / tau, mu));
      } else {
        double nu = u[4 * layers - 2];
        sum += nu * kappa + point[4 * layers - 1] * Math.log(lastMean(nu, c / tau));
      }
    }
    return sum;
  }

  /** S(c) = lim (1/n) ln E exp(c√n|g|) over the inputs on the sphere. */
  private static double sphere(double c) {
    double s = (c + Math.sqrt(c * c + 4)) / 2;
    return c * s - (s * s - 1) / 2 + Math.log(s);
  }

  /** E exp(−min(ν, γ g₊²/2)). */
  private static double lastMean(double nu, double gamma) {
    InactivityCost cost = new InactivityCost(nu, nu / gamma, 1);
    cost.at(0);
    return cost.partition();
  }

  /** E exp max_z { b h z₊ − μ z₊²/2 − γ (z − g)²/2 }. */
  private static double hiddenMean(double b, double gamma, double mu) {
    double k = gamma + Math.sqrt(gamma * (mu + gamma));
    double p = 1 + gamma * mu / (mu + gamma);
    double r = -b * gamma / (mu + gamma);
    double s = 1 - b * b / (mu + gamma);
    double d = Math.sqrt(p * s - r * r);
    double d0 = Math.sqrt(1 + gamma);
    double active =
        (Math.PI + Math.atan((r - s * k / b) / d) - Math.atan((r - s * gamma / b) / d)) / d;
    double kept = Math.PI / 2 + Math.atan(k / b);
    double moved = (Math.PI / 2 - Math.atan(gamma / (b * d0))) / d0;
    return (active + kept + moved) / (2 * Math.PI);
  }
}
