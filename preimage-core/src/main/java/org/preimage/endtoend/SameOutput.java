package org.preimage.endtoend;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.preimage.certificate.Point;
import org.preimage.certificate.Rational;
import org.preimage.certificate.Subject;
import org.preimage.linalg.ExactKernel;
import org.preimage.linalg.IntegerSystem;
import org.preimage.network.Network;

/**
 * Exact inputs with the output of a given one: along a direction in which the output does not
 * change, or in the cell of a second input. Signs are taken from binary64 traces, so these are
 * proposals.
 */
public final class SameOutput {
  /**
   * A direction along which no output changes near a point.
   *
   * @param cut node that already does not change and that every output depends on the input
   *     through; −1 if only the outputs do not
   */
  public record Direction(int cut, Point direction) {}

  private SameOutput() {}

  /**
   * An exact direction in which the output does not change at {@code x}; empty when the Jacobian of
   * its cell has full column rank.
   */
  public static Optional<Direction> direction(Network network, double[] x) {
    CellMap map = new CellMap(network, x);
    Subject subject = network.subject();
    for (int cut : Cuts.of(subject)) {
      Optional<Point> kernel = kernel(map, Entries.of(subject, cut), x.length);
      if (kernel.isPresent()) {
        return Optional.of(new Direction(cut, kernel.get()));
      }
    }
    return kernel(map, Entries.roots(subject), x.length).map(v -> new Direction(-1, v));
  }

  private static Optional<Point> kernel(CellMap map, Entries entries, int n) {
    ResidueRows independent = map.independent(entries);
    if (independent.rank() == n) {
      return Optional.empty();
    }
    int[] pivots = independent.pivots();
    int free = others(pivots, n)[0];
    return map.rows(entries.only(independent.chosen()))
        .flatMap(rows -> IntegerSystem.solve(augmented(rows, pivots, free)))
        .map(solution -> direction(solution, pivots, free, n));
  }

  private static BigInteger[][] augmented(ExactRow[] rows, int[] pivots, int free) {
    BigInteger[][] system = new BigInteger[rows.length][];
    Arrays.setAll(system, i -> kept(rows[i], pivots, rows[i].numerators()[free].negate()));
    return system;
  }

  private static BigInteger[] kept(ExactRow row, int[] columns, BigInteger right) {
    BigInteger[] kept = new BigInteger[columns.length + 1];
    for (int k = 0; k < columns.length; k++) {
      kept[k] = row.numerators()[columns[k]];
    }
    kept[columns.length] = right;
    return kept;
  }

  private static Point direction(BigInteger[] solution, int[] pivots, int free, int n) {
    BigInteger[] vector = new BigInteger[n];
    Arrays.fill(vector, BigInteger.ZERO);
    BigInteger divisor = BigInteger.ZERO;
    for (BigInteger entry : solution) {
      divisor = divisor.gcd(entry);
    }
    for (int k = 0; k < pivots.length; k++) {
      vector[pivots[k]] = solution[k].divide(divisor);
    }
    vector[free] = solution[pivots.length].divide(divisor);
    return ExactKernel.direction(vector);
  }

  private static int[] others(int[] columns, int n) {
    return IntStream.range(0, n)
        .filter(j -> Arrays.stream(columns).noneMatch(c -> c == j))
        .toArray();
  }

  /**
   * The point that the map of the cell of {@code candidate} sends to the output of {@code x}, near
   * the candidate. Empty when the image of that cell does not hold the output: two cells whose
   * images only come close are no collision.
   */
  public static Optional<Point> inCellOf(Network network, double[] candidate, double[] x) {
    int n = x.length;
    Entries roots = Entries.roots(network.subject());
    CellMap from = new CellMap(network, x);
    CellMap to = new CellMap(network, candidate);
    Optional<ResidueRows> system = consistent(from, to, roots, Point.of(x));
    if (system.isEmpty()) {
      return Optional.empty();
    }
    Entries chosen = roots.only(system.get().chosen());
    Optional<ExactRow[]> source = from.rows(chosen);
    Optional<ExactRow[]> target = to.rows(chosen);
    if (source.isEmpty() || target.isEmpty()) {
      return Optional.empty();
    }
    List<Rational> values = Arrays.stream(source.get()).map(row -> row.at(Point.of(x))).toList();
    return solve(target.get(), values, system.get().pivots(), candidate, n);
  }

  /** Elimination of J′y = Jx + c − c′ modulo a prime; empty if there is no solution. */
  private static Optional<ResidueRows> consistent(
      CellMap from, CellMap to, Entries roots, Point x) {
    int n = x.size();
    long p = to.prime();
    long[][] source = from.residues(roots, p);
    long[][] target = to.residues(roots, p);
    long[] point = new long[n];
    Arrays.setAll(point, j -> residue(x.get(j), p));
    ResidueRows system = new ResidueRows(p, n);
    for (int i = 0; i < roots.size(); i++) {
      long right = source[i][n] - target[i][n];
      for (int j = 0; j < n; j++) {
        right = (right + source[i][j] * point[j]) % p;
      }
      long[] row = target[i].clone();
      row[n] = right;
      if (!system.add(i, row)) {
        return Optional.empty();
      }
    }
    return Optional.of(system);
  }

  private static long residue(Rational value, long prime) {
    BigInteger p = BigInteger.valueOf(prime);
    return value.numerator().multiply(value.denominator().modInverse(p)).mod(p).longValueExact();
  }

  /** Unknowns without a pivot keep the coordinates of the candidate. */
  private static Optional<Point> solve(
      ExactRow[] rows, List<Rational> values, int[] pivots, double[] candidate, int n) {
    BigInteger[][] system = new BigInteger[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      BigInteger[] numerators = rows[i].numerators();
      Rational right =
          times(values.get(i), rows[i].denominator()).minus(times(Rational.ONE, numerators[n]));
      for (int j : others(pivots, n)) {
        right = right.minus(times(Rational.of(candidate[j]), numerators[j]));
      }
      BigInteger scale = right.denominator();
      system[i] = kept(rows[i], pivots, BigInteger.ZERO);
      for (int k = 0; k < pivots.length; k++) {
        system[i][k] = system[i][k].multiply(scale);
      }
      system[i][pivots.length] = right.numerator();
    }
    return IntegerSystem.solve(system).map(solution -> point(solution, pivots, candidate));
  }

  private static Rational times(Rational a, BigInteger b) {
    return a.times(new Rational(b, BigInteger.ONE));
  }

  private static Point point(BigInteger[] solution, int[] pivots, double[] candidate) {
    List<Rational> point = new ArrayList<>(Point.of(candidate).coordinates());
    for (int k = 0; k < pivots.length; k++) {
      point.set(pivots[k], new Rational(solution[k], solution[pivots.length]));
    }
    return new Point(point);
  }
}
