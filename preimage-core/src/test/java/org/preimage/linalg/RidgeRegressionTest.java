package org.preimage.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.preimage.random.RandomNumbers;
import org.preimage.random.SeedStream;

class RidgeRegressionTest {
  private static final double STRENGTH = 0.3;

  /** More samples than features, and fewer: the gradient Xᵀ(XB − T) + λB vanishes. */
  @ParameterizedTest
  @CsvSource({"12, 4, 3", "5, 9, 2", "6, 6, 1"})
  void gradientVanishes(int samples, int r, int columns) {
    RandomNumbers numbers = SeedStream.of(samples).numbers();
    double[] x = new double[samples * r];
    double[] t = new double[samples * columns];
    Arrays.setAll(x, k -> numbers.nextGaussian());
    Arrays.setAll(t, k -> numbers.nextGaussian());

    double[] b = RidgeRegression.fit(x, r, t, columns, STRENGTH);

    double lambda = STRENGTH * Arrays.stream(x).map(a -> a * a).sum() / Math.min(samples, r);
    for (int i = 0; i < r; i++) {
      for (int j = 0; j < columns; j++) {
        double slope = lambda * b[j * r + i];
        for (int k = 0; k < samples; k++) {
          double residual = -t[k * columns + j];
          for (int l = 0; l < r; l++) {
            residual += x[k * r + l] * b[j * r + l];
          }
          slope += x[k * r + i] * residual;
        }
        assertThat(slope).isCloseTo(0, within(1e-11));
      }
    }
  }

  @Test
  void featuresWithoutInformationGetNoCoefficients() {
    assertThat(RidgeRegression.fit(new double[6], 2, new double[] {1, 2, 3}, 1, STRENGTH))
        .containsExactly(0, 0);
  }

  @Test
  void infiniteFeaturesAreRefused() {
    double[] x = {1, Double.POSITIVE_INFINITY};
    assertThatThrownBy(() -> RidgeRegression.fit(x, 1, new double[2], 1, STRENGTH))
        .isInstanceOf(ArithmeticException.class);
  }
}
