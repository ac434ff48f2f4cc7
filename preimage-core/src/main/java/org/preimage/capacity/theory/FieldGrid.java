package org.preimage.capacity.theory;

import java.util.Arrays;

/**
 * One level of the recursion on the points first·step … last·step: F, its derivative, and the
 * tilted density of the field. Left of the grid F = 0, right of it F = −1, both to rounding.
 */
final class FieldGrid {
  private final double step;
  private final int first;
  private final double[] value;
  private final double[] slope;

  /** Masses of the tilted measure at the points. */
  private final double[] mass;

  private double massRight;

  /** exp(x·F), kept for the sweep back. */
  private double[] weight = {};

  private double[] partition = {};

  /** Discrete Gaussian of the average that made this level, and its tail sums. */
  private double[] kernel = {};

  private double[] kernelTail = {};

  /** A grid over [from, to]. */
  FieldGrid(double step, double from, double to) {
    this.step = step;
    this.first = (int) Math.floor(from / step);
    int size = (int) Math.ceil(to / step) - first + 1;
    this.value = new double[size];
    this.slope = new double[size];
    this.mass = new double[size];
  }

  private double field(int j) {
    return (first + j) * step;
  }

  /** Fills in the innermost level. */
  void fill(InactivityCost cost) {
    for (int j = 0; j < value.length; j++) {
      cost.at(field(j));
      value[j] = cost.value();
      slope[j] = cost.slope();
    }
  }

  /** F = (1/x) ln E exp(x·inner(h + √variance g)). */
  void average(FieldGrid inner, double x, double variance) {
    inner.exponentiate(x);
    tabulateKernel(inner.step, x, variance);
    partition = new double[value.length];
    double active = Math.exp(-x);
    int ratio = (int) Math.round(step / inner.step);
    int size = inner.value.length;
    for (int j = 0; j < value.length; j++) {
      int at = (first + j) * ratio - inner.first;
      double z = kernelTail(at + 1) + active * kernelTail(size - at);
      double dz = 0;
      int end = Math.min(size, at + kernel.length);
      for (int s = Math.max(0, at - kernel.length + 1); s < end; s++) {
        double w = kernel[Math.abs(s - at)] * inner.weight[s];
        z += w;
        dz += w * inner.slope[s];
      }
      partition[j] = z;
      value[j] = Math.log(z) / x;
      slope[j] = dz / z;
    }
  }

  private void exponentiate(double x) {
    weight = new double[value.length];
    for (int j = 0; j < value.length; j++) {
      weight[j] = Math.exp(x * value[j]);
    }
  }

  private void tabulateKernel(double spacing, double x, double variance) {
    // A row far right weighs exp(−x): what comes from 1 must be small beside that, too.
    double reach = Math.sqrt(variance * (Gaussian.REACH * Gaussian.REACH + 2 * x));
    kernel = new double[(int) Math.ceil(reach / spacing) + 1];
    kernelTail = new double[kernel.length + 1];
    for (int l = kernel.length - 1; l >= 0; l--) {
      kernel[l] = Math.exp(-0.5 * l * l * spacing * spacing / variance);
      kernelTail[l] = kernelTail[l + 1] + kernel[l];
    }
    double total = 2 * kernelTail[1] + kernel[0];
    for (int l = 0; l < kernel.length; l++) {
      kernel[l] /= total;
      kernelTail[l] /= total;
    }
  }

  /** Σ of the kernel over offsets ≥ l. */
  private double kernelTail(int l) {
    if (l > 0) {
      return l < kernel.length ? kernelTail[l] : 0;
    }
    return 1 - kernelTail(1 - l);
  }

  /** Starts the sweep back at the field √q g and returns the mean of F. */
  double start(double q) {
    if (q == 0) {
      mass[-first] = 1;
      massRight = 0;
      return value[-first];
    }
    double sigma = Math.sqrt(q);
    double sum = 0;
    for (int j = 0; j < value.length; j++) {
      mass[j] = step / sigma * Gaussian.density(field(j) / sigma);
      sum += mass[j] * value[j];
    }
    massRight = 0;
    for (int j = first + value.length; j * step < Gaussian.REACH * sigma; j++) {
      massRight += step / sigma * Gaussian.density(j * step / sigma);
    }
    return sum - massRight;
  }

  /** Carries the tilted measure one level in. */
  void push(FieldGrid inner, double x) {
    Arrays.fill(inner.mass, 0);
    inner.massRight = massRight;
    double active = Math.exp(-x);
    int ratio = (int) Math.round(step / inner.step);
    int size = inner.value.length;
    for (int j = 0; j < value.length; j++) {
      int at = (first + j) * ratio - inner.first;
      double share = mass[j] / partition[j];
      inner.massRight += share * active * kernelTail(size - at);
      int end = Math.min(size, at + kernel.length);
      for (int s = Math.max(0, at - kernel.length + 1); s < end; s++) {
        inner.mass[s] += share * kernel[Math.abs(s - at)] * inner.weight[s];
      }
    }
  }

  double meanValue() {
    double sum = -massRight;
    for (int j = 0; j < value.length; j++) {
      sum += mass[j] * value[j];
    }
    return sum;
  }

  double meanSquareSlope() {
    double sum = 0;
    for (int j = 0; j < value.length; j++) {
      sum += mass[j] * slope[j] * slope[j];
    }
    return sum;
  }

  /** Means over the innermost tilted measure. */
  record Innermost(double tiltedValue, double byChi) {}

  Innermost innermost(InactivityCost cost) {
    double tilted = -massRight;
    double byChi = 0;
    for (int j = 0; j < value.length; j++) {
      cost.at(field(j));
      tilted += mass[j] * cost.tiltedValue();
      byChi += mass[j] * cost.byChi();
    }
    return new Innermost(tilted, byChi);
  }
}
