package org.preimage.endtoend;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Point;
import org.preimage.certificate.Rational;
import org.preimage.certificate.Subject;
import org.preimage.linalg.ExactKernel;
import org.preimage.linalg.SparseRows;
import org.preimage.network.NodeRows;

/**
 * The exact affine map x ↦ Jx + c of a piecewise linear network in the cell of a point. Signs come
 * from a binary64 trace and are only a proposal; the arithmetic is exact. One-to-one nodes count as
 * the identity, which changes neither kernels nor which points collide.
 */
public final class ExactCell {
  /** Weights × inputs that are worth multiplying out with big integers. */
  private static final long MAX_PRODUCTS = 30_000_000;

  /**
   * Kernels of deep cells have long numbers: elimination beyond this many inputs takes too long.
   */
  private static final int MAX_INPUTS = 40;

  /** Values of one node: value_i = (Σ_j numerators[i][j] · x_j + numerators[i][n]) · 2^exponent. */
  @SuppressWarnings("ArrayRecordComponent") // made fresh, read in this class only
  private record Rows(BigInteger[][] numerators, int exponent) {}

  private final Subject subject;
  private final double[][] trace;
  private final int n;
  private final Rows[] rows;

  private ExactCell(Subject subject, double[][] trace) {
    this.subject = subject;
    this.trace = trace;
    this.n = subject.inputSize();
    this.rows = new Rows[trace.length];
  }

  /**
   * The map in the cell of a traced point, or empty when a node cannot be computed exactly or the
   * network is too large.
   *
   * @param trace binary64 values of every node
   */
  public static Optional<ExactCell> at(Subject subject, double[][] trace) {
    ExactCell cell = new ExactCell(subject, trace);
    return cell.compute() ? Optional.of(cell) : Optional.empty();
  }

  /** A non-zero direction along which no output changes in the cell, if there is one. */
  public Optional<Point> kernel() {
    List<BigInteger[]> matrix = new ArrayList<>();
    for (int i = 0; i < subject.outputs().size(); i++) {
      for (BigInteger[] row : rows[subject.outputs().get(i)].numerators()) {
        matrix.add(Arrays.copyOf(row, n));
      }
    }
    return ExactKernel.vector(matrix, n).map(ExactKernel::direction);
  }

  /** All outputs at x by the map of this cell. */
  public List<Rational> valueAt(Point x) {
    List<Rational> values = new ArrayList<>();
    for (Rational[] row : matrix()) {
      Rational sum = row[n];
      for (int j = 0; j < n; j++) {
        sum = sum.plus(row[j].times(x.get(j)));
      }
      values.add(sum);
    }
    return values;
  }

  /** The only x with Jx + c = y, when J is square and regular. */
  public Optional<Point> preimageOf(List<Rational> y) {
    Rational[][] system = matrix();
    if (system.length != n || y.size() != n) {
      return Optional.empty();
    }
    for (int i = 0; i < n; i++) {
      system[i][n] = y.get(i).minus(system[i][n]);
    }
    return solve(system);
  }

  /** Gauss–Jordan elimination on n rows of n + 1 numbers, which are overwritten. */
  private Optional<Point> solve(Rational[][] system) {
    for (int c = 0; c < n; c++) {
      int pivot = c;
      while (pivot < n && system[pivot][c].signum() == 0) {
        pivot++;
      }
      if (pivot == n) {
        return Optional.empty();
      }
      Rational[] row = system[pivot];
      system[pivot] = system[c];
      system[c] = row;
      Rational lead = row[c];
      for (int k = c; k <= n; k++) {
        row[k] = row[k].dividedBy(lead);
      }
      for (int r = 0; r < n; r++) {
        Rational factor = system[r][c];
        if (r != c && factor.signum() != 0) {
          for (int k = c; k <= n; k++) {
            system[r][k] = system[r][k].minus(factor.times(row[k]));
          }
        }
      }
    }
    return Optional.of(new Point(Arrays.stream(system).map(row -> row[n]).toList()));
  }

  private Rational[][] matrix() {
    List<Rational[]> matrix = new ArrayList<>();
    for (int i = 0; i < subject.outputs().size(); i++) {
      Rows output = rows[subject.outputs().get(i)];
      BigInteger unit = BigInteger.ONE.shiftLeft(-output.exponent());
      for (BigInteger[] row : output.numerators()) {
        matrix.add(
            Arrays.stream(row).map(entry -> new Rational(entry, unit)).toArray(Rational[]::new));
      }
    }
    return matrix.toArray(Rational[][]::new);
  }

  private boolean compute() {
    if (n > MAX_INPUTS || products() > MAX_PRODUCTS) {
      return false;
    }
    int offset = 0;
    for (int k = 0; k < rows.length; k++) {
      Node node = subject.nodes().get(k);
      if (node instanceof Node.Input input) {
        rows[k] = unit(input.size(), offset);
        offset += input.size();
      } else {
        Optional<Rows> computed = rows(node);
        if (computed.isEmpty()) {
          return false;
        }
        rows[k] = computed.get();
      }
    }
    return true;
  }

  private long products() {
    long sum = 0;
    for (Node node : subject.nodes()) {
      if (node instanceof Node.Affine affine) {
        sum += affine.weights().size();
      } else if (NodeRows.isAffine(node)) {
        sum += (long) node.size() * 64;
      }
    }
    return sum * n;
  }

  private Rows unit(int size, int offset) {
    BigInteger[][] numerators = zeros(size);
    for (int i = 0; i < size; i++) {
      numerators[i][offset + i] = BigInteger.ONE;
    }
    return new Rows(numerators, 0);
  }

  private BigInteger[][] zeros(int size) {
    BigInteger[][] numerators = new BigInteger[size][n + 1];
    for (BigInteger[] row : numerators) {
      Arrays.fill(row, BigInteger.ZERO);
    }
    return numerators;
  }

  private Optional<Rows> rows(Node node) {
    if (NodeRows.isAffine(node)) {
      return Optional.of(affine(node));
    }
    if (node instanceof Node.Rectifier rectifier) {
      return rectifier(rectifier);
    }
    if (node instanceof Node.OneToOne oneToOne) {
      // A one-to-one function of a value is constant along the same directions as the value.
      return Optional.of(rows[oneToOne.source()]);
    }
    if (node instanceof Node.Select select) {
      return Optional.of(select(select));
    }
    if (node instanceof Node.Scale scale) {
      return Optional.of(scale(scale));
    }
    return node instanceof Node.Sum sum ? Optional.of(sum(sum)) : Optional.empty();
  }

  private Rows scale(Node.Scale scale) {
    Rows source = rows[scale.source()];
    int exponent =
        Math.min(
            source.exponent() + lowestExponent(scale.scale().toArray()),
            lowestExponent(scale.shift().toArray()));
    BigInteger[][] numerators = zeros(scale.size());
    for (int i = 0; i < numerators.length; i++) {
      addMultiple(
          numerators[i],
          ExactKernel.scaled(scale.scale().shared(i), exponent - source.exponent()),
          source.numerators()[i]);
      numerators[i][n] =
          numerators[i][n].add(ExactKernel.scaled(scale.shift().shared(i), exponent));
    }
    return new Rows(numerators, exponent);
  }

  private Rows sum(Node.Sum sum) {
    int lowest = lowestExponent(sum.sources());
    BigInteger[][] numerators = zeros(sum.size());
    for (int s = 0; s < sum.sources().size(); s++) {
      Rows source = rows[sum.sources().get(s)];
      for (int i = 0; i < numerators.length; i++) {
        addMultiple(
            numerators[i],
            BigInteger.ONE.shiftLeft(source.exponent() - lowest),
            source.numerators()[i]);
      }
    }
    return new Rows(numerators, lowest);
  }

  private int lowestExponent(Indices sources) {
    int lowest = Integer.MAX_VALUE;
    for (int s = 0; s < sources.size(); s++) {
      lowest = Math.min(lowest, rows[sources.get(s)].exponent());
    }
    return lowest;
  }

  private Rows affine(Node node) {
    Rows source = rows[node.sources().get(0)];
    SparseRows weights = NodeRows.weights(node);
    double[] bias = NodeRows.bias(node);
    int lowest = 0;
    for (int p = 0; p < weights.start(weights.rows()); p++) {
      lowest = Math.min(lowest, ExactKernel.exponentOfLastBit(weights.value(p)));
    }
    int exponent = Math.min(source.exponent() + lowest, lowestExponent(bias));
    BigInteger[][] numerators = zeros(node.size());
    for (int i = 0; i < numerators.length; i++) {
      for (int p = weights.start(i); p < weights.start(i + 1); p++) {
        addMultiple(
            numerators[i],
            ExactKernel.scaled(weights.value(p), exponent - source.exponent()),
            source.numerators()[weights.index(p)]);
      }
      numerators[i][n] = numerators[i][n].add(ExactKernel.scaled(bias[i], exponent));
    }
    return new Rows(numerators, exponent);
  }

  private static int lowestExponent(double[] values) {
    int lowest = 0;
    for (double value : values) {
      if (value != 0) {
        lowest = Math.min(lowest, ExactKernel.exponentOfLastBit(value));
      }
    }
    return lowest;
  }

  private void addMultiple(BigInteger[] row, BigInteger factor, BigInteger[] other) {
    for (int j = 0; j <= n; j++) {
      if (other[j].signum() != 0) {
        row[j] = row[j].add(other[j].multiply(factor));
      }
    }
  }

  /** ReLU only: elsewhere the rows of inactive units would need another exponent each. */
  private Optional<Rows> rectifier(Node.Rectifier rectifier) {
    Rows source = rows[rectifier.source()];
    BigInteger[][] numerators = zeros(rectifier.size());
    for (int i = 0; i < numerators.length; i++) {
      if (trace[rectifier.source()][i] >= 0) {
        numerators[i] = source.numerators()[i];
      } else if (rectifier.slopes().shared(i) != 0) {
        return Optional.empty();
      }
    }
    return Optional.of(new Rows(numerators, source.exponent()));
  }

  private Rows select(Node.Select select) {
    List<BigInteger[]> all = new ArrayList<>();
    int lowest = lowestExponent(select.sources());
    for (int s = 0; s < select.sources().size(); s++) {
      Rows source = rows[select.sources().get(s)];
      for (BigInteger[] row : source.numerators()) {
        all.add(shifted(row, source.exponent() - lowest));
      }
    }
    BigInteger[][] numerators = zeros(select.size());
    Indices index = select.index();
    for (int i = 0; i < numerators.length; i++) {
      if (index.get(i) >= 0) {
        numerators[i] = all.get(index.get(i));
      }
    }
    return new Rows(numerators, lowest);
  }

  private static BigInteger[] shifted(BigInteger[] row, int bits) {
    return bits == 0
        ? row
        : Arrays.stream(row).map(entry -> entry.shiftLeft(bits)).toArray(BigInteger[]::new);
  }
}
