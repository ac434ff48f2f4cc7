package org.preimage.inversion;

/**
 * A generator to first order at a code.
 *
 * @param value the m outputs
 * @param jacobian m × n, row by row
 */
@SuppressWarnings("ArrayRecordComponent")
public record Linearization(double[] value, double[] jacobian) {}
