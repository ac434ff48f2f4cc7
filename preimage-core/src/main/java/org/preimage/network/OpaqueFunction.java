package org.preimage.network;

import java.util.Arrays;
import java.util.List;

/**
 * The floating-point side of an opaque node: enough to evaluate it and to write it back to a model
 * file. Broadcasting is resolved before, so that elementwise functions read sources of equal size.
 */
public sealed interface OpaqueFunction {
  /** The function at one value vector a source; the arguments are not modified. */
  double[] value(List<double[]> sources);

  /** Number of sources read. */
  default int arity() {
    return 1;
  }

  /** What the function is called in reports. */
  default String name() {
    return getClass().getSimpleName();
  }

  /**
   * Softmax over the middle axis of an outer × length × inner tensor.
   *
   * @param logarithm whether the logarithm of the softmax is meant
   */
  record Softmax(int outer, int length, int inner, boolean logarithm) implements OpaqueFunction {
    @Override
    public double[] value(List<double[]> sources) {
      double[] y = sources.get(0).clone();
      for (int o = 0; o < outer; o++) {
        for (int i = 0; i < inner; i++) {
          apply(y, o * length * inner + i);
        }
      }
      return y;
    }

    private void apply(double[] y, int start) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < length; k++) {
        largest = Math.max(largest, y[start + k * inner]);
      }
      double total = 0;
      for (int k = 0; k < length; k++) {
        total += Math.exp(y[start + k * inner] - largest);
      }
      double shift = largest + Math.log(total);
      for (int k = 0; k < length; k++) {
        double z = y[start + k * inner];
        y[start + k * inner] = logarithm ? z - shift : Math.exp(z - largest) / total;
      }
    }

    @Override
    public String name() {
      return logarithm ? "LogSoftmax" : "Softmax";
    }
  }

  /**
   * (x − mean)/√(variance + ε) within each of {@code groups} consecutive runs of {@code length}
   * values; the common core of layer, instance and group normalisation, whose scale and shift are
   * nodes of their own.
   */
  record Standardization(int groups, int length, double epsilon) implements OpaqueFunction {
    @Override
    public double[] value(List<double[]> sources) {
      double[] y = sources.get(0).clone();
      for (int g = 0; g < groups; g++) {
        apply(y, g * length, (g + 1) * length);
      }
      return y;
    }

    private void apply(double[] y, int from, int to) {
      double mean = 0;
      for (int k = from; k < to; k++) {
        mean += y[k];
      }
      mean /= length;
      double variance = 0;
      for (int k = from; k < to; k++) {
        variance += (y[k] - mean) * (y[k] - mean);
      }
      double deviation = Math.sqrt(variance / length + epsilon);
      for (int k = from; k < to; k++) {
        y[k] = (y[k] - mean) / deviation;
      }
    }
  }

  /** Elementwise product of two sources. */
  record Product() implements OpaqueFunction {
    @Override
    public double[] value(List<double[]> sources) {
      double[] y = sources.get(0).clone();
      Arrays.setAll(y, i -> y[i] * sources.get(1)[i]);
      return y;
    }

    @Override
    public int arity() {
      return 2;
    }
  }

  /** Elementwise quotient of two sources. */
  record Quotient() implements OpaqueFunction {
    @Override
    public double[] value(List<double[]> sources) {
      double[] y = sources.get(0).clone();
      Arrays.setAll(y, i -> y[i] / sources.get(1)[i]);
      return y;
    }

    @Override
    public int arity() {
      return 2;
    }
  }

  /** batch products of a rows × inner matrix (first source) and an inner × columns one (second). */
  record MatrixProduct(int batch, int rows, int inner, int columns) implements OpaqueFunction {
    @Override
    public double[] value(List<double[]> sources) {
      double[] y = new double[batch * rows * columns];
      for (int r = 0; r < batch * rows; r++) {
        int matrix = r / rows * inner * columns;
        for (int k = 0; k < inner; k++) {
          double a = sources.get(0)[r * inner + k];
          Kernels.addScaled(a, sources.get(1), matrix + k * columns, y, r * columns, columns);
        }
      }
      return y;
    }

    @Override
    public int arity() {
      return 2;
    }
  }

  /** x for x &gt; α, else 0. */
  record ThresholdedRelu(double alpha) implements OpaqueFunction {
    @Override
    public double[] value(List<double[]> sources) {
      return Arrays.stream(sources.get(0)).map(x -> x > alpha ? x : 0).toArray();
    }
  }

  /** xᵖ; the square root for p = 1/2. NaN where the power is not a real number. */
  record Power(double exponent) implements OpaqueFunction {
    @Override
    public double[] value(List<double[]> sources) {
      return Arrays.stream(sources.get(0)).map(this::power).toArray();
    }

    private double power(double x) {
      return exponent == 0.5 ? Math.sqrt(x) : Math.pow(x, exponent);
    }
  }
}
