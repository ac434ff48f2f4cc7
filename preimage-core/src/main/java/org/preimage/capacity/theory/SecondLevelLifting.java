package org.preimage.capacity.theory;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Fully lifted random duality at the second level for l ≥ 1 layers: partial lifting with one
 * overlap for each dual vector (p_i) and for the input of each layer (q_{i−1}). A Gaussian g
 * becomes √q g₀ + √(1 − q) g′, h becomes √p h₀ + √(1 − p) h′, ln E becomes E₀ ln E′,
 *
 * <pre>
 *   S = c₁s/2 − ½ ln(1 − c₁(1 − p₁)/s) + (c₁p₁/2s)/(1 − c₁(1 − p₁)/s),  c_i²/2 → c_i²(1 − p_i q_{i−1})/2
 * </pre>
 *
 * and everything is stationary. For l = 1 this is one step of replica symmetry breaking. Nothing is
 * known about uniqueness of the stationary point, so its value is an estimate, not a bound.
 *
 * <p>One layer is followed from q₀ = 0; each further layer starts from the network without it.
 */
final class SecondLevelLifting {
  private static final int[] NODES = {16, 28, 40};
  private static final double DIFFERENCE = 1e-4;
  private static final double TOLERANCE = 1e-8;

  /** How the first layer of a deeper network may differ from the second; tried in turn. */
  private static final double[] SLANTS = {1, 0.5, 1.5, 0, 2};

  /** Overlaps q₀ on the way to the solution for one layer. */
  private static final double[] OVERLAPS = {0.03, 0.1, 0.17, 0.24, 0.31, 0.38, 0.45};

  private final double kappa;
  private final double[] hidden;
  private final SecondLevelLayout layout;
  private final Map<HiddenMean.Arguments, Double> known = new HashMap<>();
  private HiddenMean mean = HiddenMean.of(NODES[0]);

  private double[] point = {};
  private double accuracy;

  private SecondLevelLifting(double kappa, double[] hidden) {
    this.kappa = kappa;
    this.hidden = hidden;
    this.layout = new SecondLevelLayout(hidden.length + 1);
  }

  /** A network of one layer that keeps κn rows active. */
  static SecondLevelLifting oneLayer(double kappa) {
    SecondLevelLifting lifting = new SecondLevelLifting(kappa, new double[0]);
    lifting.follow();
    return lifting;
  }

  /** The same network with a hidden layer of this α before its last layer. */
  SecondLevelLifting deeper(double alpha) {
    double[] longer = Arrays.copyOf(hidden, hidden.length + 1);
    longer[hidden.length] = alpha;
    SecondLevelLifting lifting = new SecondLevelLifting(kappa, longer);
    for (double slant : SLANTS) {
      if (lifting.refine(layout.deeper(point, alpha, slant))) {
        return lifting;
      }
    }
    throw new ArithmeticException(
        "the second level requires a start nearer to its stationary point than those for hidden α = %s."
            .formatted(Arrays.toString(longer)));
  }

  /** α of the last layer. */
  double alpha() {
    return point[layout.alpha()];
  }

  /** What the last refinement of the quadrature changed. */
  double accuracy() {
    return accuracy;
  }

  private void follow() {
    double[] start = layout.start(kappa);
    double[] before = start;
    double[] now = start;
    for (int step = 0; step < OVERLAPS.length; step++) {
      double[] guess = now.clone();
      if (step > 1) {
        for (int j = 0; j < guess.length; j++) {
          guess[j] += now[j] - before[j];
        }
      }
      guess[layout.q(0)] = OVERLAPS[step];
      before = now;
      now = solve(guess, allBut(layout.q(0))).orElseThrow(SecondLevelLifting::lost);
    }
    point = solve(now, allBut()).orElseThrow(SecondLevelLifting::lost);
    accuracy = TOLERANCE;
  }

  private static ArithmeticException lost() {
    return new ArithmeticException(
        "the second level of one layer was lost on its way from q₀ = 0.");
  }

  /** Solves with more and more nodes; false if the first solution is out of reach. */
  private boolean refine(double[] guess) {
    point = guess;
    int[] all = allBut();
    NewtonMethod newton = new NewtonMethod(u -> residual(u, all), TOLERANCE);
    for (int nodes : NODES) {
      mean = HiddenMean.of(nodes);
      known.clear();
      Optional<double[]> solution = newton.solveAgain(point);
      if (solution.isEmpty()) {
        return false;
      }
      accuracy = Math.max(TOLERANCE, Math.abs(solution.get()[layout.alpha()] - alpha()));
      point = solution.get();
    }
    return true;
  }

  private int[] allBut(int... held) {
    return IntStream.range(0, layout.size())
        .filter(j -> IntStream.of(held).noneMatch(h -> h == j))
        .toArray();
  }

  /** Solves the equations of some unknowns and leaves the others as they are. */
  private Optional<double[]> solve(double[] start, int[] free) {
    double[] unknowns = IntStream.of(free).mapToDouble(j -> start[j]).toArray();
    return new NewtonMethod(u -> residual(with(start, free, u), free), TOLERANCE)
        .solve(unknowns)
        .map(solution -> with(start, free, solution));
  }

  private static double[] with(double[] point, int[] free, double[] values) {
    double[] changed = point.clone();
    for (int f = 0; f < free.length; f++) {
      changed[free[f]] = values[f];
    }
    return changed;
  }

  /** Derivatives by the free unknowns, and Φ for α, divided by c_l. */
  private double[] residual(double[] u, int[] free) {
    double scale = Math.exp(-u[layout.c(layout.layers() - 1)]);
    double[] residual = new double[free.length];
    double[] moved = u.clone();
    for (int f = 0; f < free.length; f++) {
      int j = free[f];
      if (j == layout.alpha()) {
        residual[f] = scale * value(u);
      } else {
        moved[j] = u[j] + DIFFERENCE;
        double up = value(moved);
        moved[j] = u[j] - DIFFERENCE;
        residual[f] = scale * (up - value(moved)) / (2 * DIFFERENCE);
        moved[j] = u[j];
      }
    }
    return residual;
  }

  /** Φ. */
  private double value(double[] u) {
    double sum = sphere(Math.exp(u[layout.c(0)]), u[layout.p(0)], Math.exp(u[layout.s()]));
    for (int i = 0; i < layout.layers(); i++) {
      double c = Math.exp(u[layout.c(i)]);
      double tau = Math.exp(u[layout.tau(i)]);
      double q = u[layout.q(i)];
      sum -= c * c * (1 - u[layout.p(i)] * q) / 2 + c * tau / 2;
      sum += i < hidden.length ? hiddenTerm(u, i, c / tau, q) : lastTerm(u, c / tau, q);
    }
    return sum;
  }

  private static double sphere(double c, double p, double s) {
    double rest = 1 - c * (1 - p) / s;
    return c * s / 2 - Math.log(rest) / 2 + c * p / (2 * s * rest);
  }

  private double hiddenTerm(double[] u, int i, double gamma, double q) {
    double gain = Math.exp(u[layout.gain(i)]);
    double mu = Math.exp(u[layout.mu(i)]);
    double b = Math.exp(u[layout.c(i + 1)]) / gain;
    // Most differences leave a given layer alone.
    HiddenMean.Arguments key = new HiddenMean.Arguments(b, gamma, mu, q, u[layout.p(i + 1)]);
    return mu * gain * gain / 2 + hidden[i] * known.computeIfAbsent(key, mean::at);
  }

  private double lastTerm(double[] u, double gamma, double q) {
    double nu = Math.exp(u[layout.nu()]);
    InactivityCost cost = new InactivityCost(nu, nu / gamma, 1 - q);
    double mean =
        Gaussian.mean(
            g -> {
              cost.at(Math.sqrt(q) * g);
              return Math.log(cost.partition());
            });
    return nu * kappa + u[layout.alpha()] * mean;
  }
}
