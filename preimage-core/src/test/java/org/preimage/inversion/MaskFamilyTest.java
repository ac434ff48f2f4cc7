package org.preimage.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.preimage.random.SeedStream;

final class MaskFamilyTest {
  private static int[] mask(MaskFamily family, double rate) {
    return family.mask(2, 3, 4, rate, SeedStream.of(5)).indices();
  }

  @ParameterizedTest
  @CsvSource({
    "TOP, 0 1 2 3 12 13 14 15",
    "BOTTOM, 8 9 10 11 20 21 22 23",
    "LEFT, 0 1 4 8 12 13 16 20",
    "RIGHT, 3 7 10 11 15 19 22 23",
    "BORDER, 0 1 2 3 12 13 14 15"
  })
  void aThirdOfTwoChannelsOfThreeByFour(MaskFamily family, String expected) {
    int[] indices = Arrays.stream(expected.split(" ")).mapToInt(Integer::parseInt).toArray();

    assertThat(mask(family, 1.0 / 3)).containsExactly(indices);
  }

  @ParameterizedTest
  @EnumSource
  void masksAreNestedAndEndWithEverything(MaskFamily family) {
    int[] before = mask(family, 1e-9);
    assertThat(before).hasSize(family == MaskFamily.RANDOM ? 1 : 2);
    for (int k = 1; k <= 12; k++) {
      int[] now = mask(family, k / 12.0);
      assertThat(now).hasSize(2 * k).contains(before);
      before = now;
    }
  }

  @Test
  void borderLeavesTheMiddleForTheEnd() {
    assertThat(mask(MaskFamily.BORDER, 10 / 12.0)).doesNotContain(5, 6, 17, 18).hasSize(20);
  }

  /** Three by four pixels: the outer ring is all but the two in the middle. */
  @Test
  void framesAreWholeRings() {
    assertThat(MaskFamily.frame(2, 3, 4, 1).indices())
        .containsExactly(0, 1, 2, 3, 4, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 19, 20, 21, 22, 23);
    assertThat(MaskFamily.frame(1, 3, 4, 2).size()).isEqualTo(12);
    assertThatThrownBy(() -> MaskFamily.frame(1, 3, 4, 0)).hasMessageContaining("at least one");
  }

  @Test
  void refusesRatesThatAreNone() {
    assertThatThrownBy(() -> mask(MaskFamily.TOP, 0)).hasMessageContaining("received 0.0");
    assertThatThrownBy(() -> mask(MaskFamily.TOP, 1.1)).hasMessageContaining("received 1.1");
  }
}
