package org.preimage.spanning;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.preimage.certificate.Domain;
import org.preimage.certificate.LayerProof.Circuit;
import org.preimage.certificate.Point;
import org.preimage.certificate.Rational;
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

  private static final MathContext SPHERE = new MathContext(50);
  private static final BigDecimal BELOW_ONE = BigDecimal.ONE.subtract(new BigDecimal("1e-40"));

  private final Layer layer;
  private final SearchBudget budget;
  private final Region region;
  private final CircuitProver prover;
  private final ExactInactivity exact;
  private final double[][] scaledRows;
  private final double[] scaledBias;
  private final int[] scaling;

  /** The programs measure x in units of 2 to this power, so that a ball has radius near one. */
  private final int unit;

  InactivityProgram(Layer layer, SearchBudget budget) {
    this.layer = layer;
    this.budget = budget;
    this.region = new Region(layer.domain());
    this.prover = new CircuitProver(layer);
    this.scaledRows = new double[layer.outputs()][];
    this.scaledBias = new double[layer.outputs()];
    this.scaling = new int[layer.outputs()];
    this.unit = layer.domain() instanceof Domain.Ball ball ? Math.getExponent(ball.radius()) : 0;
    for (int i = 0; i < layer.outputs(); i++) {
      scaleRow(i);
    }
    this.exact = new ExactInactivity(layer, prover, scaling, budget);
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
    scaledBias[i] = Math.max(-1e200, Math.min(1e200, Math.scalb(layer.bias(i), scaling[i] - unit)));
  }

  /** Decides for rows with non-zero weights; with no rows every interior point is a witness. */
  Answer solve(int[] rows) {
    if (rows.length == 0) {
      return new Answer(Optional.of(region.exactCenter()), Optional.empty());
    }
    budget.countLinearProgram();
    Answer answer = firstOpinion(rows);
    if (!answer.isKnown() && !fitsExactTableau(rows.length)) {
      answer = secondOpinion(rows);
    }
    return answer.isKnown() || !fitsExactTableau(rows.length) || budget.isSpent()
        ? answer
        : exact.solve(rows);
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
        hard ->
            GlopMinimax.solve(soft, offset, hard.rows(), hard.limits(), budget.wallSecondsLeft()));
  }

  private double[][] soft(int[] rows) {
    return Arrays.stream(rows).mapToObj(i -> scaledRows[i]).toArray(double[][]::new);
  }

  private double[] offset(int[] rows) {
    return Arrays.stream(rows).mapToDouble(i -> scaledBias[i]).toArray();
  }

  /** What one floating-point solver proposes and exact arithmetic confirms. */
  private Answer proposed(
      int[] rows, double large, Function<HardRows, Optional<MinimaxSolution>> solver) {
    HardRows hard = new HardRows(inUnits(layer.domain()), large);
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

  private Domain inUnits(Domain domain) {
    return domain instanceof Domain.Ball ball
        ? new Domain.Ball(ball.size(), Math.scalb(ball.radius(), -unit))
        : domain;
  }

  private boolean fitsExactTableau(int rows) {
    long n = layer.inputs();
    return (n + 1) * (rows + 2 * n) <= EXACT_TABLEAU_LIMIT;
  }

  private static double bound(double[] offset) {
    double largest = 1;
    for (double value : offset) {
      largest = Math.max(largest, Math.abs(value));
    }
    return LARGE * largest;
  }

  private Answer confirm(int[] rows, MinimaxSolution solution, HardRows hard) {
    if (solution.value() > -1e-6) {
      Optional<Circuit> circuit = circuit(rows, solution, hard);
      if (circuit.isPresent()) {
        return new Answer(Optional.empty(), circuit);
      }
    }
    double[] x = solution.x().clone();
    Arrays.setAll(x, j -> Math.scalb(x[j], unit));
    Optional<Point> witness = witness(rows, x);
    return witness.isPresent() ? new Answer(witness, Optional.empty()) : Answer.UNKNOWN;
  }

  private Optional<Circuit> circuit(int[] rows, MinimaxSolution solution, HardRows hard) {
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
    return layer.domain() instanceof Domain.Ball ball && isFinite(x)
        ? nearSphere(rows, x, ball)
        : Optional.empty();
  }

  /** The point moved along its ray to just below the sphere, nearer than binary64 can be. */
  private Optional<Point> nearSphere(int[] rows, double[] x, Domain.Ball ball) {
    BigDecimal square = BigDecimal.ZERO;
    for (double value : x) {
      square = square.add(new BigDecimal(value).pow(2));
    }
    if (square.signum() == 0) {
      return Optional.empty();
    }
    BigDecimal factor =
        new BigDecimal(ball.radius())
            .divide(square.sqrt(SPHERE), SPHERE)
            .multiply(BELOW_ONE, SPHERE);
    List<Rational> coordinates = new ArrayList<>();
    for (double value : x) {
      coordinates.add(Rational.of(value).times(rational(factor)));
    }
    Point point = new Point(coordinates);
    return exact.isInactive(rows, point) ? Optional.of(point) : Optional.empty();
  }

  private static Rational rational(BigDecimal value) {
    return value.scale() >= 0
        ? new Rational(value.unscaledValue(), BigInteger.TEN.pow(value.scale()))
        : new Rational(value.toBigIntegerExact(), BigInteger.ONE);
  }

  private static boolean isFinite(double[] x) {
    return Arrays.stream(x).allMatch(Double::isFinite);
  }

  private boolean isWitness(int[] rows, double[] x) {
    if (!isFinite(x) || !region.containsInside(x)) {
      return false;
    }
    for (int i : rows) {
      if (ExactSign.at(layer, i, x) >= 0) {
        return false;
      }
    }
    return true;
  }
}
