package org.preimage.capacity.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GroundStateTest {
  private final GroundState state = new GroundState();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void atCapacityExactlyOneRowPerInputIsActive(int steps) {
    double capacity =
        steps == 0
            ? ReplicaSymmetric.capacity()
            : new OneLayer().replicaSymmetryBreaking(steps).value();
    assertThat(state.activeFraction(capacity, steps) * capacity).isCloseTo(1, within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void fractionGrowsWithRowsAndStepsAndIsInverted(int steps) {
    double before = 0;
    for (double alpha : new double[] {2.3, 3, 5, 9, 30}) {
      double fraction = state.activeFraction(alpha, steps);
      assertThat(fraction).isGreaterThan(before).isLessThan(0.5);
      assertThat(state.activeFraction(alpha, steps + 1)).isGreaterThan(fraction);
      assertThat(state.alphaFor(fraction, steps)).isCloseTo(alpha, within(1e-6 * alpha));
      before = fraction;
    }
  }

  @Test
  void upToTwoRowsPerInputAllCanBeInactive() {
    assertThat(state.activeFraction(1.9, 0)).isZero();
    assertThat(state.activeFraction(2, 3)).isZero();
    assertThat(state.activeFraction(2.1, 0)).isPositive().isLessThan(0.003);
  }

  @Test
  void refusesNonsense() {
    assertThatIllegalArgumentException().isThrownBy(() -> state.activeFraction(-1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> state.activeFraction(5, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> state.alphaFor(0.5, 0));
  }
}
