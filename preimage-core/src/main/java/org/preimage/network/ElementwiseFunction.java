package org.preimage.network;

/**
 * The floating-point side of a one-to-one node: a strictly increasing, continuous and almost
 * everywhere differentiable function of one number.
 */
public sealed interface ElementwiseFunction {
  /** f(x), to a few units in the last place. */
  double value(double x);

  /** f′(x); where the two sides differ, the derivative from the right. */
  double slope(double x);

  /**
   * The x with f(x) = y, to a few units in the last place of y; infinite at the ends of the range,
   * NaN outside of it.
   */
  double inverse(double y);

  /** Name of the ONNX operator. */
  default String name() {
    return getClass().getSimpleName();
  }

  /** 1/(1 + e⁻ˣ). */
  record Sigmoid() implements ElementwiseFunction {
    @Override
    public double value(double x) {
      return 1 / (1 + Math.exp(-x));
    }

    @Override
    public double slope(double x) {
      double e = Math.exp(-Math.abs(x));
      return e / ((1 + e) * (1 + e));
    }

    @Override
    public double inverse(double y) {
      return Math.log(y) - Math.log1p(-y);
    }
  }

  /** Hyperbolic tangent. */
  record Tanh() implements ElementwiseFunction {
    @Override
    public double value(double x) {
      return Math.tanh(x);
    }

    @Override
    public double slope(double x) {
      double c = Math.cosh(x);
      return 1 / (c * c);
    }

    @Override
    public double inverse(double y) {
      return (Math.log1p(y) - Math.log1p(-y)) / 2;
    }
  }

  /**
   * gain·x for x ≥ 0 and gain·α(eˣ − 1) below.
   *
   * @param alpha positive
   * @param gain positive; 1 for ELU, γ for SELU
   */
  record Elu(double alpha, double gain) implements ElementwiseFunction {
    public Elu {
      if (!(alpha > 0) || !(gain > 0)) {
        throw new IllegalArgumentException(
            "Elu requires α > 0 and gain > 0 but received " + alpha + " and " + gain + ".");
      }
    }

    @Override
    public double value(double x) {
      return gain * (x >= 0 ? x : alpha * Math.expm1(x));
    }

    @Override
    public double slope(double x) {
      return gain * (x >= 0 ? 1 : alpha * Math.exp(x));
    }

    @Override
    public double inverse(double y) {
      return y >= 0 ? y / gain : Math.log1p(y / (gain * alpha));
    }

    @Override
    public String name() {
      return gain == 1 ? "Elu" : "Selu";
    }
  }

  /** ln(1 + eˣ). */
  record Softplus() implements ElementwiseFunction {
    @Override
    public double value(double x) {
      return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    @Override
    public double slope(double x) {
      return 1 / (1 + Math.exp(-x));
    }

    @Override
    public double inverse(double y) {
      return y + Math.log(-Math.expm1(-y));
    }
  }

  /** x/(1 + |x|). */
  record Softsign() implements ElementwiseFunction {
    @Override
    public double value(double x) {
      return x / (1 + Math.abs(x));
    }

    @Override
    public double slope(double x) {
      double d = 1 + Math.abs(x);
      return 1 / (d * d);
    }

    @Override
    public double inverse(double y) {
      return Math.abs(y) > 1 ? Double.NaN : y / (1 - Math.abs(y));
    }
  }

  /** eˣ. */
  record Exp() implements ElementwiseFunction {
    @Override
    public double value(double x) {
      return Math.exp(x);
    }

    @Override
    public double slope(double x) {
      return Math.exp(x);
    }

    @Override
    public double inverse(double y) {
      return Math.log(y);
    }
  }
}
