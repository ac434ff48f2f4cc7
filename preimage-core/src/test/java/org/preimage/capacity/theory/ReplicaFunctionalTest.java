package org.preimage.capacity.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ReplicaFunctionalTest {
  /** q₀ … q_{k−1}, x₀ … x_{k−1}, χ. */
  static double[][] points() {
    return new double[][] {
      {0.76, 3.2, 0.05},
      {0.7411, 0.97663, 2.66733, 5.35334, 0.03567},
      {0.7, 0.9, 0.97, 0.985, 2, 4, 6, 8, 0.03},
    };
  }

  @ParameterizedTest
  @MethodSource("points")
  void derivativesAgreeWithDifferences(double[] point) {
    ReplicaFunctional functional = at(point);
    double[] entropy = functional.entropyGradient();
    double[] energy = functional.energyGradient();
    for (int j = 0; j < point.length; j++) {
      double step = 1e-5 * point[j];
      double[] moved = point.clone();
      moved[j] += step;
      ReplicaFunctional up = at(moved);
      moved[j] -= 2 * step;
      ReplicaFunctional down = at(moved);
      double byEntropy = (up.entropy() - down.entropy()) / (2 * step);
      double byEnergy = (up.energy() - down.energy()) / (2 * step);
      assertThat(entropy[j]).isCloseTo(byEntropy, within(1e-5 * Math.abs(byEntropy)));
      assertThat(energy[j]).isCloseTo(byEnergy, within(1e-5 * Math.abs(byEnergy)));
    }
  }

  @Test
  void innermostStepAgreesWithQuadrature() {
    double x = 3;
    double chi = 0.05;
    InactivityCost cost = new InactivityCost(x, chi, 0.2);
    for (double h : new double[] {-1, -0.1, 0, 0.2, 0.5, 2}) {
      cost.at(h);
      double sum = 0;
      double step = 1e-4;
      for (double g = -9; g < 9; g += step) {
        double u = h + Math.sqrt(0.2) * g;
        double v = u <= 0 ? 0 : Math.min(1, u * u / (2 * chi));
        sum += step * Gaussian.density(g) * Math.exp(-x * v);
      }
      assertThat(cost.partition()).isCloseTo(sum, within(1e-8));
    }
  }

  private static ReplicaFunctional at(double[] point) {
    int k = point.length / 2;
    return new ReplicaFunctional(
        OrderParameter.of(
            Arrays.copyOf(point, k), Arrays.copyOfRange(point, k, 2 * k), point[2 * k]));
  }
}
