package org.preimage.inversion;

/**
 * A generator to first order at a code.
 *
 * @param value the m outputs
 * @param jacobian m × n, row by row
 */
@SuppressWarnings("ArrayRecordComponent")
public record Linearization(double[] value, double[] jacobian) {
  /** Only some of the m outputs. */
  Linearization at(int[] outputs, int n) {
    double[] values = new double[outputs.length];
    double[] rows = new double[outputs.length * n];
    for (int i = 0; i < outputs.length; i++) {
      values[i] = value[outputs[i]];
      System.arraycopy(jacobian, outputs[i] * n, rows, i * n, n);
    }
    return new Linearization(values, rows);
  }
}
