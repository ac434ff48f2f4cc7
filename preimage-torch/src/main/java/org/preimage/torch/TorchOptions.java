package org.preimage.torch;

import java.util.Objects;

/**
 * How libtorch computes.
 *
 * @param values precision of values and residuals
 * @param derivatives precision of Jacobians and gradients
 */
public record TorchOptions(Precision values, Precision derivatives) {
  /** Formats of floating-point numbers. */
  public enum Precision {
    /** IEEE single precision, seven digits; two to eight times as fast. */
    BINARY32,
    /** IEEE double precision, sixteen digits. */
    BINARY64
  }

  public TorchOptions {
    Objects.requireNonNull(values);
    Objects.requireNonNull(derivatives);
  }

  /** Binary64 for everything. */
  public static TorchOptions defaults() {
    return new TorchOptions(Precision.BINARY64, Precision.BINARY64);
  }

  /**
   * Values in binary64 and derivatives in binary32: a Gauss–Newton iteration then still converges
   * to sixteen digits, by a factor of about the condition times 1e-7 a step, and most of its work
   * is in the derivatives.
   */
  public static TorchOptions mixed() {
    return defaults().withDerivatives(Precision.BINARY32);
  }

  /** Another precision for values. */
  public TorchOptions withValues(Precision precision) {
    return new TorchOptions(precision, derivatives);
  }

  /** Another precision for derivatives. */
  public TorchOptions withDerivatives(Precision precision) {
    return new TorchOptions(values, precision);
  }
}
