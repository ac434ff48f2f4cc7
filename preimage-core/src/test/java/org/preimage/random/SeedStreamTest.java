package org.preimage.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SeedStreamTest {
  private static final long FROZEN_LONG = 3065960308357314690L;
  private static final double FROZEN_NORMAL = 0.010617831224042145;

  @Test
  void childrenDiffer() {
    SeedStream root = SeedStream.of(1);
    assertThat(LongStream.range(-1000, 1000).map(k -> root.child(k).key()).distinct().count())
        .isEqualTo(2000);
    assertThat(root.child("weights")).isNotEqualTo(root.child("bias")).isNotEqualTo(root);
    assertThat(SeedStream.of(2).child(5)).isNotEqualTo(root.child(5));
  }

  @Test
  void theSameStreamGivesTheSameNumbers() {
    RandomNumbers first = SeedStream.of(7).child(3).numbers();
    RandomNumbers second = SeedStream.of(7).child(3).numbers();
    for (int k = 0; k < 10; k++) {
      assertThat(first.nextLong()).isEqualTo(second.nextLong());
    }
  }

  /** Frozen: experiments recorded with a seed must stay repeatable. */
  @Test
  void numbersOfSeedOneAreFrozen() {
    RandomNumbers numbers = SeedStream.of(1).child(2).numbers();
    assertThat(numbers.nextLong()).isEqualTo(FROZEN_LONG);
    assertThat(numbers.nextGaussian()).isEqualTo(FROZEN_NORMAL);
  }
}
