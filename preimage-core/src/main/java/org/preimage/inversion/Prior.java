package org.preimage.inversion;

import java.util.Arrays;
import org.preimage.random.RandomNumbers;

/**
 * What is known about codes before the observation. Starts and self-test codes are drawn from it.
 */
public sealed interface Prior {
  /** A code of n coordinates. */
  default double[] draw(int n, RandomNumbers numbers) {
    double[] code = new double[n];
    Arrays.setAll(code, j -> numbers.nextGaussian());
    return code;
  }

  /** Codes are usually standard normal, but the fit alone decides. */
  record Flat() implements Prior {}

  /**
   * λ/2 ‖z‖² joins the cost ½‖A G(z) − y‖²: with noise of deviation σ and standard normal codes, λ
   * = σ² gives the most likely code.
   *
   * @param weight λ, above zero
   */
  record Gaussian(double weight) implements Prior {
    public Gaussian {
      if (!(weight > 0) || !Double.isFinite(weight)) {
        throw new IllegalArgumentException(
            "A Gaussian prior requires a weight above zero but received " + weight + ".");
      }
    }
  }

  /**
   * Every coordinate lies between two numbers.
   *
   * @param lower less than {@code upper}
   */
  record Box(double lower, double upper) implements Prior {
    public Box {
      if (!(lower < upper) || !Double.isFinite(upper - lower)) {
        throw new IllegalArgumentException(
            "A box requires finite ends with lower < upper but received "
                + lower
                + " and "
                + upper
                + ".");
      }
    }

    @Override
    public double[] draw(int n, RandomNumbers numbers) {
      double[] code = new double[n];
      Arrays.setAll(code, j -> lower + (upper - lower) * numbers.nextDouble());
      return code;
    }
  }
}
