package org.preimage.spanning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.preimage.certificate.GoodnessProof;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Weights;

/** Writes caps found in binary64 as the integers of a certificate. */
final class GoodnessRecord {
  /** Weighted rows have entries below 2^(ROW_BITS + 1). */
  private static final int ROW_BITS = 28;

  /** The checker shifts rows by so much to form the frame; fixed by the format. */
  private static final int COARSE = 14;

  private static final int FRAME_ENTRY_BITS = 20;
  private static final int POINT_BITS = 29;

  private final GoodnessRows rows;
  private final int rowBits;
  private final int multiplierBits;
  private final int pointBits;
  private final int pointShift;

  /**
   * A cap to be written.
   *
   * @param set ascending rows
   * @param cap in binary64
   * @param point x, for rows as they are scaled
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Found(int[] set, double cap, double[] point) {}

  private GoodnessRecord(GoodnessRows rows, List<Found> caps) {
    this.rows = rows;
    double entry = 0;
    for (double value : rows.scaled()) {
      entry = Math.max(entry, Math.abs(value));
    }
    double multipliers = 0;
    double coordinate = 0;
    double length = 0;
    for (Found found : caps) {
      multipliers = Math.max(multipliers, found.set().length + rows.size() * found.cap());
      double sum = 0;
      for (double x : found.point()) {
        coordinate = Math.max(coordinate, Math.abs(x));
        sum += Math.abs(x);
      }
      length = Math.max(length, sum);
    }
    this.rowBits = ROW_BITS - Math.max(0, Math.getExponent(entry));
    // Each bound leaves one bit for rounding: sums stay below 2^62.
    int rowSize = rowBits + Math.getExponent(entry) + 1;
    this.multiplierBits = Math.min(29, 60 - rowSize - Math.getExponent(multipliers) - 1);
    this.pointBits =
        Math.min(
            POINT_BITS - Math.getExponent(coordinate), 60 - rowSize - Math.getExponent(length) - 1);
    this.pointShift = Math.max(1, rowBits + pointBits - multiplierBits);
  }

  /**
   * About how much a cap grows in the exact check for each unit of the largest entry of its
   * residual: twice the largest entry of G⁻¹v for the Gram matrix G, times what the positive
   * dependence adds.
   */
  static double gain(GoodnessRows rows) {
    double[][] inverse = PositiveCombination.inverseGram(rows);
    double norm = 0;
    for (double[] line : inverse) {
      norm = Math.max(norm, Arrays.stream(line).map(Math::abs).sum());
    }
    double length = 0;
    for (int i = 0; i < rows.size(); i++) {
      length = Math.max(length, Arrays.stream(rows.row(i)).map(Math::abs).sum());
    }
    double[] z = new double[rows.size()];
    rows.program().product(PositiveCombination.point(rows, inverse), z);
    double most = Math.max(1, Arrays.stream(z).max().orElse(1));
    return 2 * length * norm * (2 + 2 * most);
  }

  /**
   * The certificate, with the numbers of the rows in the layer, of all single caps and further
   * ones.
   */
  static GoodnessProof of(GoodnessRows rows, int[] numbers, List<Found> further) {
    List<Found> caps = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      caps.add(new Found(new int[] {i}, rows.cap(i), rows.point(i)));
    }
    caps.addAll(further);
    return new GoodnessRecord(rows, caps).write(numbers, caps);
  }

  private GoodnessProof write(int[] numbers, List<Found> found) {
    double[][] gram = PositiveCombination.inverseGram(rows);
    double[] dependence = PositiveCombination.point(rows, gram);
    // The checker's frame is made of V = rows·2^rowBits and U = V·2^−14.
    double[][] inverse = scaled(gram, COARSE - 2 * rowBits);
    double largest = 0;
    for (double[] line : inverse) {
      for (double value : line) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    int frameBits = FRAME_ENTRY_BITS - Math.getExponent(largest);
    List<GoodnessProof.Cap> caps = new ArrayList<>();
    for (Found f : found) {
      caps.add(
          new GoodnessProof.Cap(
              Indices.of(f.set()),
              (int) Math.rint(Math.scalb(f.cap(), multiplierBits)),
              integers(f.point(), pointShift + multiplierBits - rowBits)));
    }
    return new GoodnessProof(
        new GoodnessProof.Scaling(rowBits, multiplierBits, pointShift, frameBits),
        Indices.of(numbers),
        Weights.of(rows.weights()),
        flat(inverse, frameBits),
        integers(dependence, pointShift + 16 - rowBits),
        caps);
  }

  private static double[][] scaled(double[][] matrix, int bits) {
    double[][] result = new double[matrix.length][];
    for (int k = 0; k < matrix.length; k++) {
      result[k] = Arrays.stream(matrix[k]).map(value -> Math.scalb(value, bits)).toArray();
    }
    return result;
  }

  private static Indices flat(double[][] matrix, int bits) {
    int n = matrix.length;
    int[] values = new int[n * n];
    for (int k = 0; k < n; k++) {
      for (int c = 0; c < n; c++) {
        values[k * n + c] = (int) Math.rint(Math.scalb(matrix[k][c], bits));
      }
    }
    return Indices.of(values);
  }

  private static Indices integers(double[] values, int bits) {
    return Indices.of(
        Arrays.stream(values).mapToInt(x -> (int) Math.rint(Math.scalb(x, bits))).toArray());
  }
}
