package org.preimage.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WeightEnsembleTest {
  private final RandomNumbers numbers = SeedStream.of(13).numbers();

  @ParameterizedTest
  @EnumSource(
      value = WeightEnsemble.class,
      names = {"GAUSSIAN", "UNIFORM", "SIGNS"})
  void independentEntriesHaveMeanZeroAndVarianceOne(WeightEnsemble ensemble) {
    double[] w = ensemble.draw(300, 300, numbers);
    assertThat(Arrays.stream(w).average().orElseThrow()).isCloseTo(0, within(0.02));
    assertThat(Arrays.stream(w).map(x -> x * x).average().orElseThrow()).isCloseTo(1, within(0.02));
  }

  @ParameterizedTest
  @CsvSource({"5,5", "3,7", "7,3", "1,4", "60,60"})
  void orthogonalMatricesHaveOrthonormalShortSide(int rows, int columns) {
    double[] w = WeightEnsemble.ORTHOGONAL.draw(rows, columns, numbers);
    double[] shortRows = rows <= columns ? w : GramSchmidt.transpose(w, rows, columns);
    int k = Math.min(rows, columns);
    int length = Math.max(rows, columns);
    for (int i = 0; i < k; i++) {
      for (int j = 0; j <= i; j++) {
        double product = 0;
        for (int t = 0; t < length; t++) {
          product += shortRows[i * length + t] * shortRows[j * length + t];
        }
        assertThat(product).isCloseTo(i == j ? 1 : 0, within(1e-13));
      }
    }
  }

  @Test
  void emptyMatricesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WeightEnsemble.GAUSSIAN.draw(0, 3, numbers))
        .withMessageContaining("0 × 3");
  }
}
