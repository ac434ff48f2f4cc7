package org.preimage.inversion;

/** How the misfit of an output is measured: which errors of the data are expected. */
public enum Loss {
  /** Sum of squares: Gaussian noise. */
  L2,
  /** Sum of magnitudes: few outputs are wrong, by any amount. */
  L1,
  /** Largest magnitude: no output is wrong by more than the noise, a bound here. */
  LINF;

  /** The misfit of these residuals. */
  double of(double[] residuals) {
    double sum = 0;
    for (double r : residuals) {
      double size = Math.abs(r);
      sum =
          switch (this) {
            case L2 -> sum + size * size / 2;
            case L1 -> sum + size;
            case LINF -> Math.max(sum, size);
          };
    }
    return sum;
  }

  @Override
  public String toString() {
    return switch (this) {
      case L2 -> "ℓ2";
      case L1 -> "ℓ1";
      case LINF -> "ℓ∞";
    };
  }
}
