package org.preimage.check;

import java.util.Arrays;
import org.preimage.certificate.Node;
import org.preimage.certificate.Weights;

/** x ↦ Wx + b, its rows on demand; the matrix is never stored twice. */
interface AffineMap {
  int rows();

  int columns();

  /** Row {@code i} of W, without its zeros. */
  SparseRow row(int i);

  /** b_i. */
  double bias(int i);

  /** The smallest exponent of a weight that is not zero; 0 when all are. */
  int lowestExponent();

  static boolean isAffine(Node node) {
    return node instanceof Node.Affine
        || node instanceof Node.Convolution
        || node instanceof Node.TransposedConvolution;
  }

  /**
   * The map of an affine node.
   *
   * @throws IllegalArgumentException if {@code node} is not one
   */
  static AffineMap of(Node node) {
    if (node instanceof Node.Affine affine) {
      return new Dense(affine);
    }
    if (node instanceof Node.Convolution c) {
      return new ConvolutionMap(c.geometry(), c.kernel(), c.bias(), false);
    }
    if (node instanceof Node.TransposedConvolution c) {
      return new ConvolutionMap(c.geometry(), c.kernel(), c.bias(), true);
    }
    throw new IllegalArgumentException("A map requires an affine node.");
  }

  static int lowestExponent(Weights weights) {
    int lowest = Integer.MAX_VALUE;
    for (int i = 0; i < weights.size(); i++) {
      if (weights.get(i) != 0) {
        lowest = Math.min(lowest, Dyadic.exponent(weights.get(i)));
      }
    }
    return lowest == Integer.MAX_VALUE ? 0 : lowest;
  }

  /** A matrix given in full. */
  record Dense(Node.Affine node) implements AffineMap {
    @Override
    public int rows() {
      return node.size();
    }

    @Override
    public int columns() {
      return node.inputs();
    }

    @Override
    public SparseRow row(int i) {
      int n = columns();
      int[] columns = new int[n];
      double[] values = new double[n];
      int size = 0;
      for (int j = 0; j < n; j++) {
        double w = node.weights().get(i * n + j);
        if (w != 0) {
          columns[size] = j;
          values[size++] = w;
        }
      }
      return size == n
          ? new SparseRow(columns, values)
          : new SparseRow(Arrays.copyOf(columns, size), Arrays.copyOf(values, size));
    }

    @Override
    public double bias(int i) {
      return node.bias().get(i);
    }

    @Override
    public int lowestExponent() {
      return AffineMap.lowestExponent(node.weights());
    }
  }
}
