package org.preimage.capacity.estimate;

import org.apache.commons.numbers.gamma.RegularizedBeta;

/** Quantiles of the beta distribution, which is that of binomial tails. */
final class Beta {
  private Beta() {}

  /** The x with I_x(a, b) = p, by bisection. */
  static double quantile(double a, double b, double p) {
    double low = 0;
    double high = 1;
    double middle = 0.5;
    while (low < middle && middle < high) {
      if (RegularizedBeta.value(middle, a, b) < p) {
        low = middle;
      } else {
        high = middle;
      }
      middle = (low + high) / 2;
    }
    return middle;
  }
}
