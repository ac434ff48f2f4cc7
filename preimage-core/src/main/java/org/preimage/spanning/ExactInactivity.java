package org.preimage.spanning;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Ends;
import org.preimage.certificate.Point;
import org.preimage.certificate.Rational;
import org.preimage.lp.ExactMinimax;
import org.preimage.spanning.InactivityProgram.Answer;

/**
 * The inactivity program in rational arithmetic, where rounding hides a sign: complete on boxes; on
 * balls through the cubes around and inside.
 */
final class ExactInactivity {
  /** Beyond the range of binary64, where the thinnest and the farthest cells lie. */
  private static final int MOST_WITNESS_BITS = 1200;

  private final Layer layer;
  private final Region region;
  private final CircuitProver prover;
  private final int[] scaling;
  private final SearchBudget budget;

  /**
   * A program for some rows of a layer.
   *
   * @param scaling row i is multiplied by 2 to this power, to keep the numbers of the tableau small
   */
  ExactInactivity(Layer layer, CircuitProver prover, int[] scaling, SearchBudget budget) {
    this.layer = layer;
    this.region = new Region(layer.domain());
    this.prover = prover;
    this.scaling = scaling;
    this.budget = budget;
  }

  Answer solve(int[] rows) {
    if (layer.domain() instanceof Domain.Box box) {
      ExactMinimax.Answer answer = minimax(rows, box);
      return answer.feasible()
          ? new Answer(exactWitness(rows, answer, box), Optional.empty())
          : circuit(rows, answer);
    }
    Domain.Ball ball = (Domain.Ball) layer.domain();
    ExactMinimax.Answer around = minimax(rows, cube(ball, ball.radius()));
    if (!around.feasible()) {
      // No point of the cube around the ball, hence none of the ball.
      return circuit(rows, around);
    }
    Optional<Point> witness = shrunk(rows, around, ball);
    if (witness.isEmpty() && !budget.isSpent()) {
      ExactMinimax.Answer inside =
          minimax(rows, cube(ball, ball.radius() / (1 + Math.sqrt(ball.size()))));
      witness = inside.feasible() ? shrunk(rows, inside, ball) : Optional.empty();
    }
    return new Answer(witness, Optional.empty());
  }

  private static Domain.Box cube(Domain.Ball ball, double half) {
    double end = Math.max(half, Double.MIN_VALUE);
    return new Domain.Box(Ends.all(ball.size(), -end), Ends.all(ball.size(), end));
  }

  private ExactMinimax.Answer minimax(int[] rows, Domain.Box box) {
    int n = layer.inputs();
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
    return ExactMinimax.solve(w, b, box.lower().toArray(), box.upper().toArray());
  }

  private Answer circuit(int[] rows, ExactMinimax.Answer infeasible) {
    List<Rational> multipliers = new ArrayList<>();
    for (int k = 0; k < rows.length; k++) {
      multipliers.add(infeasible.multipliers().get(k).times(powerOfTwo(scaling[rows[k]])));
    }
    return new Answer(Optional.empty(), prover.prove(rows, multipliers));
  }

  /** The solution over a cube, halved until it lies in the ball: without biases it stays one. */
  private Optional<Point> shrunk(int[] rows, ExactMinimax.Answer answer, Domain.Ball ball) {
    Rational half = powerOfTwo(-1);
    Point x = new Point(answer.x());
    while (!isInside(x, ball)) {
      x = new Point(x.coordinates().stream().map(c -> c.times(half)).toList());
    }
    return isInactive(rows, x) ? Optional.of(x) : Optional.empty();
  }

  private static boolean isInside(Point x, Domain.Ball ball) {
    Rational square = Rational.ZERO;
    for (Rational c : x.coordinates()) {
      square = square.plus(c.times(c));
    }
    Rational radius = Rational.of(ball.radius());
    return square.compareTo(radius.times(radius)) < 0;
  }

  boolean isInactive(int[] rows, Point x) {
    return Arrays.stream(rows).allMatch(i -> ExactSign.value(layer, i, x).signum() < 0);
  }

  private static Rational powerOfTwo(int exponent) {
    BigInteger power = BigInteger.ONE.shiftLeft(Math.abs(exponent));
    return exponent >= 0
        ? new Rational(power, BigInteger.ONE)
        : new Rational(BigInteger.ONE, power);
  }

  /** x + R·ray for growing R, pulled towards the centre by shrinking shares. */
  private Optional<Point> exactWitness(int[] rows, ExactMinimax.Answer answer, Domain.Box box) {
    Point center = region.exactCenter();
    for (int bits = 4; bits <= MOST_WITNESS_BITS; bits += bits < 160 ? 4 : 160) {
      Rational large = powerOfTwo(bits);
      Rational share = powerOfTwo(-3 * bits);
      List<Rational> coordinates = new ArrayList<>();
      for (int j = 0; j < answer.x().size(); j++) {
        Rational far = answer.x().get(j).plus(answer.ray().get(j).times(large));
        coordinates.add(far.plus(center.get(j).minus(far).times(share)));
      }
      Point x = new Point(coordinates);
      if (isInside(x, box) && isInactive(rows, x)) {
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
}
