package org.preimage.spanning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.preimage.certificate.Domain;
import org.preimage.certificate.LayerProof.Circuit;
import org.preimage.certificate.Point;
import org.preimage.certificate.Rational;
import org.preimage.lp.ExactMinimax;
import org.preimage.lp.GlopMinimax;
import org.preimage.lp.MinimaxSimplex;
import org.preimage.lp.MinimaxSolution;

/**
 * Can all of these rows be inactive at once somewhere inside the domain? A floating-point linear
 * program proposes a point or Farkas multipliers and exact arithmetic confirms either. Where it
 * confirms neither, a small program is solved again in rationals, a large one by a second
 * floating-point solver.
 */
final class InactivityProgram {
  /** Both sides confirmed exactly; both empty when nothing could be confirmed. */
  record Answer(Optional<Point> witness, Optional<Circuit> circuit) {
    static final Answer UNKNOWN = new Answer(Optional.empty(), Optional.empty());

    boolean isKnown() {
      return witness.isPresent() || circuit.isPresent();
    }
  }

  private static final int MAX_CUTS = 60;
  private static final double LARGE = 0x1p20;
  private static final int EXACT_TABLEAU_LIMIT = 6000;

  private final Layer layer;
  private final SearchBudget budget;
  private final Region region;
  private final CircuitProver prover;
  private final double[][] scaledRows;
  private final double[] scaledBias;
  private final int[] scaling;

  InactivityProgram(Layer layer, SearchBudget budget) {
    this.layer = layer;
    this.budget = budget;
    this.region = new Region(layer.domain());
    this.prover = new CircuitProver(layer);
    this.scaledRows = new double[layer.outputs()][];
    this.scaledBias = new double[layer.outputs()];
    this.scaling = new int[layer.outputs()];
    for (int i = 0; i < layer.outputs(); i++) {
      scaleRow(i);
    }
  }

  /** Powers of two bring each row near norm one without rounding its weights. */
  private void scaleRow(int i) {
    double[] row = layer.weights().denseRow(i);
    double largest = 0;
    for (double value : row) {
      largest = Math.max(largest, Math.abs(value));
    }
    scaling[i] = largest == 0 ? 0 : -Math.getExponent(largest);
    for (int j = 0; j < row.length; j++) {
      row[j] = Math.scalb(row[j], scaling[i]);
    }
    scaledRows[i] = row;
    scaledBias[i] = Math.max(-1e200, Math.min(1e200, Math.scalb(layer.bias(i), scaling[i])));
  }

  /** Decides for rows with non-zero weights; with no rows every interior point is a witness. */
  Answer solve(int[] rows) {
    if (rows.length == 0) {
      return new Answer(Optional.of(Point.of(region.center())), Optional.empty());
    }
    budget.countLinearProgram();
    Answer answer = firstOpinion(rows);
    if (!answer.isKnown() && !fitsExactTableau(rows.length)) {
      answer = secondOpinion(rows);
    }
    return answer.isKnown() ? answer : exactly(rows);
  }

  Answer firstOpinion(int[] rows) {
    double[][] soft = soft(rows);
    double[] offset = offset(rows);
    int pivots = 200 + 50 * layer.inputs();
    return proposed(
        rows,
        bound(offset),
        hard ->
            Optional.of(
                new MinimaxSimplex(soft, offset, hard.rows(), hard.limits()).solve(pivots)));
  }

  Answer secondOpinion(int[] rows) {
    double[][] soft = soft(rows);
    double[] offset = offset(rows);
    return proposed(
        rows,
        bound(offset),
        hard -> GlopMinimax.solve(soft, offset, hard.rows(), hard.limits(), budget.secondsLeft()));
  }

  private double[][] soft(int[] rows) {
    return Arrays.stream(rows).mapToObj(i -> scaledRows[i]).toArray(double[][]::new);
  }

  private double[] offset(int[] rows) {
    return Arrays.stream(rows).mapToDouble(i -> scaledBias[i]).toArray();
  }

  /** What one floating-point solver proposes and exact arithmetic confirms. */
  private Answer proposed(
      int[] rows, double large, Function<Hard, Optional<MinimaxSolution>> solver) {
    Hard hard = new Hard(layer.domain(), large);
    for (int round = 0; round < MAX_CUTS && !budget.isSpent(); round++) {
      Optional<MinimaxSolution> solution = solver.apply(hard);
      if (solution.isEmpty()) {
        break;
      }
      Answer answer = confirm(rows, solution.get(), hard);
      if (answer.isKnown()) {
        return answer;
      }
      if (!hard.cutOff(solution.get().x())) {
        break;
      }
    }
    return Answer.UNKNOWN;
  }

  private boolean fitsExactTableau(int rows) {
    long n = layer.inputs();
    return layer.domain() instanceof Domain.Box && (n + 1) * (rows + 2 * n) <= EXACT_TABLEAU_LIMIT;
  }

  private static double bound(double[] offset) {
    double largest = 1;
    for (double value : offset) {
      largest = Math.max(largest, Math.abs(value));
    }
    return LARGE * largest;
  }

  private Answer confirm(int[] rows, MinimaxSolution solution, Hard hard) {
    if (solution.value() > -1e-6) {
      Optional<Circuit> circuit = circuit(rows, solution, hard);
      if (circuit.isPresent()) {
        return new Answer(Optional.empty(), circuit);
      }
    }
    Optional<Point> witness = witness(rows, solution.x());
    return witness.isPresent() ? new Answer(witness, Optional.empty()) : Answer.UNKNOWN;
  }

  private Optional<Circuit> circuit(int[] rows, MinimaxSolution solution, Hard hard) {
    double[] multipliers = new double[rows.length];
    for (int k = 0; k < rows.length; k++) {
      multipliers[k] = Math.scalb(solution.multipliers()[k], scaling[rows[k]]);
    }
    return prover.prove(
        rows, multipliers, solution.multipliers(), hard.tight(solution.hardMultipliers()));
  }

  /** The point, or one slightly nearer the centre of the domain, if exactly inside and inactive. */
  private Optional<Point> witness(int[] rows, double[] x) {
    double[] center = region.center();
    for (double share : new double[] {0, 1e-12, 1e-9, 1e-6, 1e-3, 0.1}) {
      double[] candidate = new double[x.length];
      for (int j = 0; j < x.length; j++) {
        candidate[j] = x[j] + share * (center[j] - x[j]);
      }
      if (isWitness(rows, candidate)) {
        return Optional.of(Point.of(candidate));
      }
    }
    return Optional.empty();
  }

  private boolean isWitness(int[] rows, double[] x) {
    for (double value : x) {
      if (!Double.isFinite(value)) {
        return false;
      }
    }
    if (!region.containsInside(x)) {
      return false;
    }
    for (int i : rows) {
      if (ExactSign.at(layer, i, x) >= 0) {
        return false;
      }
    }
    return true;
  }

  private Answer exactly(int[] rows) {
    int n = layer.inputs();
    if (!(layer.domain() instanceof Domain.Box box)
        || !fitsExactTableau(rows.length)
        || budget.isSpent()) {
      return Answer.UNKNOWN;
    }
    Rational[][] w = new Rational[rows.length][n];
    Rational[] b = new Rational[rows.length];
    for (int k = 0; k < rows.length; k++) {
      Rational scale = powerOfTwo(scaling[rows[k]]);
      double[] row = layer.weights().denseRow(rows[k]);
      for (int j = 0; j < n; j++) {
        w[k][j] = Rational.of(row[j]).times(scale);
      }
      b[k] = Rational.of(layer.bias(rows[k])).times(scale);
    }
    ExactMinimax.Answer answer =
        ExactMinimax.solve(w, b, box.lower().toArray(), box.upper().toArray());
    if (!answer.feasible()) {
      List<Rational> multipliers = new ArrayList<>();
      for (int k = 0; k < rows.length; k++) {
        multipliers.add(answer.multipliers().get(k).times(powerOfTwo(scaling[rows[k]])));
      }
      return new Answer(Optional.empty(), prover.prove(rows, multipliers));
    }
    return new Answer(exactWitness(rows, answer, box), Optional.empty());
  }

  private static Rational powerOfTwo(int exponent) {
    java.math.BigInteger power = java.math.BigInteger.ONE.shiftLeft(Math.abs(exponent));
    return exponent >= 0
        ? new Rational(power, java.math.BigInteger.ONE)
        : new Rational(java.math.BigInteger.ONE, power);
  }

  /** x + R·ray for growing R, pulled towards the centre by shrinking shares. */
  private Optional<Point> exactWitness(int[] rows, ExactMinimax.Answer answer, Domain.Box box) {
    Point center = Point.of(region.center());
    for (int bits = 4; bits <= 160; bits += 4) {
      Rational large = powerOfTwo(bits);
      Rational share = powerOfTwo(-3 * bits);
      List<Rational> coordinates = new ArrayList<>();
      for (int j = 0; j < answer.x().size(); j++) {
        Rational far = answer.x().get(j).plus(answer.ray().get(j).times(large));
        coordinates.add(far.plus(center.get(j).minus(far).times(share)));
      }
      Point x = new Point(coordinates);
      if (isInside(x, box)
          && Arrays.stream(rows).allMatch(i -> ExactSign.value(layer, i, x).signum() < 0)) {
        return Optional.of(x);
      }
    }
    return Optional.empty();
  }

  private static boolean isInside(Point x, Domain.Box box) {
    for (int j = 0; j < x.size(); j++) {
      double lower = box.lower().get(j);
      double upper = box.upper().get(j);
      if ((!Double.isInfinite(lower) && x.get(j).compareTo(Rational.of(lower)) <= 0)
          || (!Double.isInfinite(upper) && x.get(j).compareTo(Rational.of(upper)) >= 0)) {
        return false;
      }
    }
    return true;
  }

  /** The domain as hard rows; a ball is approximated from outside by tangent planes. */
  private static final class Hard {
    private final Domain domain;
    private final int n;
    private final List<double[]> rows = new ArrayList<>();
    private final List<Double> limits = new ArrayList<>();

    Hard(Domain domain, double large) {
      this.domain = domain;
      this.n = domain.size();
      for (int j = 0; j < n; j++) {
        bound(j, 1, upper(j), large);
        bound(j, -1, -lower(j), large);
      }
    }

    private double upper(int j) {
      return domain instanceof Domain.Box box
          ? box.upper().get(j)
          : ((Domain.Ball) domain).radius();
    }

    private double lower(int j) {
      return domain instanceof Domain.Box box
          ? box.lower().get(j)
          : -((Domain.Ball) domain).radius();
    }

    private void bound(int j, int sign, double limit, double large) {
      double[] row = new double[n];
      row[j] = sign;
      rows.add(row);
      limits.add(Double.isInfinite(limit) ? large : limit);
    }

    double[][] rows() {
      return rows.toArray(double[][]::new);
    }

    double[] limits() {
      return limits.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Coordinates where a finite end of the domain carries weight. */
    boolean[] tight(double[] multipliers) {
      boolean[] tight = new boolean[n];
      if (domain instanceof Domain.Box) {
        for (int j = 0; j < n; j++) {
          tight[j] =
              (multipliers[2 * j] > 1e-10 && !Double.isInfinite(upper(j)))
                  || (multipliers[2 * j + 1] > 1e-10 && !Double.isInfinite(lower(j)));
        }
      } else {
        // Every direction of a ball has a finite end; v is then unconstrained and rounding decides.
        Arrays.fill(tight, Arrays.stream(multipliers).anyMatch(m -> m > 1e-10));
      }
      return tight;
    }

    /**
     * Adds the tangent plane of the ball below {@code x}; false when there is nothing to cut off.
     */
    boolean cutOff(double[] x) {
      if (!(domain instanceof Domain.Ball ball)) {
        return false;
      }
      double norm = 0;
      for (double value : x) {
        norm += value * value;
      }
      norm = Math.sqrt(norm);
      if (!(norm > ball.radius() * (1 + 1e-13))) {
        return false;
      }
      double[] row = new double[n];
      for (int j = 0; j < n; j++) {
        row[j] = x[j] / norm;
      }
      rows.add(row);
      limits.add(ball.radius());
      return true;
    }
  }
}
