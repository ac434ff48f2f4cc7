package org.preimage.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RandomNumbersTest {
  private static final int MANY = 200_000;
  private final RandomNumbers numbers = SeedStream.of(11).numbers();

  @Test
  void normalMoments() {
    double mean = 0;
    double square = 0;
    double fourth = 0;
    for (int k = 0; k < MANY; k++) {
      double x = numbers.nextGaussian();
      mean += x / MANY;
      square += x * x / MANY;
      fourth += x * x * x * x / MANY;
    }
    assertThat(mean).isCloseTo(0, within(0.01));
    assertThat(square).isCloseTo(1, within(0.015));
    assertThat(fourth).isCloseTo(3, within(0.1));
  }

  @Test
  void integersAreUniform() {
    int[] counts = new int[7];
    for (int k = 0; k < MANY; k++) {
      counts[numbers.nextInt(7)]++;
    }
    for (int count : counts) {
      assertThat((double) count).isCloseTo(MANY / 7.0, within(700.0));
    }
    assertThat(numbers.nextInt(1)).isZero();
    assertThat(numbers.nextInt(Integer.MAX_VALUE)).isBetween(0, Integer.MAX_VALUE - 1);
    assertThatIllegalArgumentException().isThrownBy(() -> numbers.nextInt(0));
  }

  @Test
  void permutationsContainEverythingOnce() {
    assertThat(numbers.permutation(50)).doesNotHaveDuplicates().hasSize(50);
    assertThat(numbers.permutation(0)).isEmpty();
    int[] firsts = new int[3];
    for (int k = 0; k < 30_000; k++) {
      firsts[numbers.permutation(3)[0]]++;
    }
    assertThat((double) firsts[2]).isCloseTo(10_000, within(400.0));
  }
}
