package org.preimage.spanning;

import java.util.Arrays;

/**
 * A layer x ↦ ReLU(Wx + b) with integer entries on a box with integer ends.
 *
 * @param rows W, m × n
 * @param bias b, length m
 * @param lower lower ends; {@link Long#MIN_VALUE} means −∞
 * @param upper upper ends, each above its lower end; {@link Long#MAX_VALUE} means +∞
 */
@SuppressWarnings("ArrayRecordComponent") // test data for kernels on arrays
public record TinyLayer(long[][] rows, long[] bias, long[] lower, long[] upper) {
  /** On Rⁿ, without bias. */
  public static TinyLayer of(long[]... rows) {
    return onWholeSpace(rows, new long[rows.length]);
  }

  public static TinyLayer onWholeSpace(long[][] rows, long[] bias) {
    int n = rows[0].length;
    long[] lower = new long[n];
    long[] upper = new long[n];
    Arrays.fill(lower, Long.MIN_VALUE);
    Arrays.fill(upper, Long.MAX_VALUE);
    return new TinyLayer(rows, bias, lower, upper);
  }

  public TinyLayer onBox(long[] newLower, long[] newUpper) {
    return new TinyLayer(rows, bias, newLower, newUpper);
  }

  public TinyLayer onOrthant() {
    long[] infinite = new long[inputs()];
    Arrays.fill(infinite, Long.MAX_VALUE);
    return onBox(new long[inputs()], infinite);
  }

  /** n. */
  public int inputs() {
    return rows[0].length;
  }

  /** m. */
  public int outputs() {
    return rows.length;
  }

  /** W row-major. */
  public double[] weights() {
    return Arrays.stream(rows).flatMapToLong(Arrays::stream).asDoubleStream().toArray();
  }

  public double[] biases() {
    return Arrays.stream(bias).asDoubleStream().toArray();
  }

  /** Lower ends of the box, possibly −∞. */
  public double[] lowerEnds() {
    return Arrays.stream(lower).mapToDouble(TinyLayer::end).toArray();
  }

  /** Upper ends of the box, possibly +∞. */
  public double[] upperEnds() {
    return Arrays.stream(upper).mapToDouble(TinyLayer::end).toArray();
  }

  private static double end(long value) {
    if (value == Long.MIN_VALUE) {
      return Double.NEGATIVE_INFINITY;
    }
    return value == Long.MAX_VALUE ? Double.POSITIVE_INFINITY : value;
  }

  @Override
  public String toString() {
    return "W = %s, b = %s, D = %s to %s"
        .formatted(
            Arrays.deepToString(rows),
            Arrays.toString(bias),
            Arrays.toString(lowerEnds()),
            Arrays.toString(upperEnds()));
  }
}
