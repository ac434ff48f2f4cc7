package org.preimage.inversion;

import org.preimage.network.ElementwiseFunction;

/**
 * The last elementwise step from a pre-activation p to an output value y of a generator. It is kept
 * apart from the rest, because what an output says about p is worth more than the output itself:
 * where the step is one-to-one it is undone, and where it is a rectifier, y = 0 says p ≤ 0.
 */
sealed interface Readout {
  /** y. */
  double value(double p);

  /** dy/dp; at a kink from the right. */
  double slope(double p);

  /** The p with value y: infinite or NaN where y is not attained; 0 for the y = 0 of a ReLU. */
  double inverse(double y);

  /** No last step: y = p. */
  record Identity() implements Readout {
    @Override
    public double value(double p) {
      return p;
    }

    @Override
    public double slope(double p) {
      return 1;
    }

    @Override
    public double inverse(double y) {
      return y;
    }
  }

  /**
   * y = p for p ≥ 0 and slope·p below.
   *
   * @param negativeSlope 0 (ReLU) or more
   */
  record Rectified(double negativeSlope) implements Readout {
    @Override
    public double value(double p) {
      return p >= 0 ? p : negativeSlope * p;
    }

    @Override
    public double slope(double p) {
      return p >= 0 ? 1 : negativeSlope;
    }

    @Override
    public double inverse(double y) {
      return y >= 0 || negativeSlope == 0 ? y : y / negativeSlope;
    }
  }

  /** A strictly increasing function such as tanh. */
  record Curve(ElementwiseFunction function) implements Readout {
    @Override
    public double value(double p) {
      return function.value(p);
    }

    @Override
    public double slope(double p) {
      return function.slope(p);
    }

    @Override
    public double inverse(double y) {
      return function.inverse(y);
    }
  }
}
