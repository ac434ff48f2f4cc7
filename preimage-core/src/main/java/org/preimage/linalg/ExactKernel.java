package org.preimage.linalg;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.preimage.certificate.Point;
import org.preimage.certificate.Rational;

/**
 * Exact linear dependence over the rationals by fraction-free (Bareiss) elimination. Cubic in the
 * dimension with numbers of dimension × entry bits: meant for dimensions up to about a hundred.
 */
public final class ExactKernel {
  private ExactKernel() {}

  /**
   * The row scaled by the power of two that makes its entries integers without a common factor two.
   *
   * @param row finite binary64 numbers, each meaning the dyadic rational it stores
   */
  public static BigInteger[] integers(double[] row) {
    int lowest = Integer.MAX_VALUE;
    for (double value : row) {
      if (value != 0) {
        lowest = Math.min(lowest, exponentOfLastBit(value));
      }
    }
    BigInteger[] integers = new BigInteger[row.length];
    for (int j = 0; j < row.length; j++) {
      integers[j] = row[j] == 0 ? BigInteger.ZERO : scaled(row[j], lowest);
    }
    return integers;
  }

  /** Exponent e such that value · 2^−e is an odd integer; value is finite and not 0. */
  public static int exponentOfLastBit(double value) {
    int exponent = Math.max(Math.getExponent(value), Double.MIN_EXPONENT) - 52;
    return exponent + Long.numberOfTrailingZeros(mantissa(value));
  }

  /** The integer value · 2^−exponent; {@code exponent} must not exceed that of the last bit. */
  public static BigInteger scaled(double value, int exponent) {
    if (value == 0) {
      return BigInteger.ZERO;
    }
    int own = Math.max(Math.getExponent(value), Double.MIN_EXPONENT) - 52;
    long mantissa = mantissa(value);
    BigInteger integer = BigInteger.valueOf(value < 0 ? -mantissa : mantissa);
    return own >= exponent ? integer.shiftLeft(own - exponent) : integer.shiftRight(exponent - own);
  }

  private static long mantissa(double value) {
    long bits = Double.doubleToRawLongBits(value) & 0xfffffffffffffL;
    return Math.getExponent(value) >= Double.MIN_EXPONENT ? bits | (1L << 52) : bits;
  }

  /**
   * A non-zero integer vector v with Av = 0, or empty when the rank of A is the number of columns.
   *
   * @param matrix rows of equal length; not modified
   */
  public static Optional<BigInteger[]> vector(List<BigInteger[]> matrix, int columns) {
    Echelon echelon = new Echelon(columns);
    for (BigInteger[] row : matrix) {
      echelon.add(row);
      if (echelon.rank() == columns) {
        return Optional.empty();
      }
    }
    return Optional.of(echelon.kernelVector());
  }

  /**
   * The vector as a direction, scaled by a power of two so that its largest coordinate is near one.
   */
  public static Point direction(BigInteger[] vector) {
    int bits = 0;
    for (BigInteger entry : vector) {
      bits = Math.max(bits, entry.bitLength());
    }
    BigInteger unit = BigInteger.ONE.shiftLeft(bits);
    return new Point(Arrays.stream(vector).map(entry -> new Rational(entry, unit)).toList());
  }

  /** Integer rows in echelon form, each divided by the gcd of its entries to keep numbers small. */
  public static final class Echelon {
    private final int columns;
    private final List<BigInteger[]> rows = new ArrayList<>();
    private final List<Integer> pivots = new ArrayList<>();

    public Echelon(int columns) {
      this.columns = columns;
    }

    /** Rank of the rows added so far. */
    public int rank() {
      return rows.size();
    }

    /** Adds a row; false when it depends on the earlier ones. */
    public boolean add(BigInteger[] row) {
      BigInteger[] reduced = reduce(row);
      int pivot = firstNonZero(reduced);
      if (pivot < 0) {
        return false;
      }
      rows.add(primitive(reduced));
      pivots.add(pivot);
      return true;
    }

    private BigInteger[] reduce(BigInteger[] row) {
      BigInteger[] reduced = row.clone();
      for (int k = 0; k < rows.size(); k++) {
        BigInteger[] basis = rows.get(k);
        int pivot = pivots.get(k);
        if (reduced[pivot].signum() == 0) {
          continue;
        }
        BigInteger divisor = basis[pivot].gcd(reduced[pivot]);
        BigInteger factor = basis[pivot].divide(divisor);
        BigInteger multiple = reduced[pivot].divide(divisor);
        for (int j = 0; j < columns; j++) {
          reduced[j] = reduced[j].multiply(factor).subtract(basis[j].multiply(multiple));
        }
        reduced = primitive(reduced);
      }
      return reduced;
    }

    private int firstNonZero(BigInteger[] row) {
      for (int j = 0; j < columns; j++) {
        if (row[j].signum() != 0) {
          return j;
        }
      }
      return -1;
    }

    private static BigInteger[] primitive(BigInteger[] row) {
      BigInteger divisor = BigInteger.ZERO;
      for (BigInteger entry : row) {
        if (entry.signum() != 0) {
          divisor = divisor.gcd(entry);
          if (divisor.equals(BigInteger.ONE)) {
            return row;
          }
        }
      }
      if (divisor.signum() == 0) {
        return row;
      }
      BigInteger[] primitive = row.clone();
      for (int j = 0; j < row.length; j++) {
        primitive[j] = row[j].divide(divisor);
      }
      return primitive;
    }

    /**
     * A non-zero integer vector orthogonal to all rows; requires rank &lt; columns.
     *
     * <p>The first free column gets a non-zero value, the other free columns 0.
     */
    public BigInteger[] kernelVector() {
      int free = 0;
      while (pivots.contains(free)) {
        free++;
      }
      BigInteger[] vector = new BigInteger[columns];
      Arrays.fill(vector, BigInteger.ZERO);
      vector[free] = BigInteger.ONE;
      // A basis row is zero at the pivots of the rows before it, so the last row fixes its pivot
      // first.
      for (int k = rows.size() - 1; k >= 0; k--) {
        solvePivot(vector, rows.get(k), pivots.get(k));
      }
      return primitive(vector);
    }

    private void solvePivot(BigInteger[] vector, BigInteger[] row, int pivot) {
      BigInteger sum = BigInteger.ZERO;
      for (int j = 0; j < columns; j++) {
        if (j != pivot && row[j].signum() != 0 && vector[j].signum() != 0) {
          sum = sum.add(row[j].multiply(vector[j]));
        }
      }
      BigInteger divisor = row[pivot].gcd(sum);
      BigInteger factor = row[pivot].divide(divisor);
      for (int j = 0; j < columns; j++) {
        vector[j] = vector[j].multiply(factor);
      }
      vector[pivot] = sum.divide(divisor).negate();
    }
  }
}
