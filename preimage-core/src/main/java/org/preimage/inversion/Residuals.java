package org.preimage.inversion;

/**
 * Residuals rᵢ(pᵢ), each of one output of a generator: how far it is from what was observed, on
 * whatever scale that is compared.
 */
@FunctionalInterface
public interface Residuals {
  /**
   * Evaluates all residuals at the outputs of a code.
   *
   * @param code position of the code in its batch
   * @param value the m outputs pᵢ, not to be modified
   * @param residual filled with rᵢ(pᵢ)
   * @param slope filled with rᵢ′(pᵢ)
   */
  void at(int code, double[] value, double[] residual, double[] slope);

  /** pᵢ − yᵢ, with one target y a code. */
  static Residuals from(double[][] targets) {
    return (code, value, residual, slope) -> {
      for (int i = 0; i < value.length; i++) {
        residual[i] = value[i] - targets[code][i];
        slope[i] = 1;
      }
    };
  }
}
