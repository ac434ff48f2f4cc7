package org.preimage.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.preimage.certificate.Certificate;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Proof;
import org.preimage.certificate.Rational;
import org.preimage.certificate.Subject;
import org.preimage.certificate.Weights;

final class FrameSumTest {
  private static final long SEED = 20261122;

  /** Sum diag(10¹², 1): the margin for rounding must grow with the trace, and integers decide. */
  @Test
  void aBoundThatIsMetExactlyIsEnoughAndTheNextIsNot() throws Rejection {
    double[] rows = {1e6, 0, 0, 1};

    for (double slope : new double[] {0, 0.5, 1 - 0x1.0p-40}) {
      assertThat(isEnough(rows, 2, slope, 1)).isTrue();
      assertThat(isEnough(rows, 2, slope, Math.nextDown(1))).isTrue();
      assertThat(isEnough(rows, 2, slope, Math.nextUp(1))).isFalse();
      assertThat(isEnough(rows, 2, slope, 1 + 1e-9)).isFalse();
    }
  }

  /**
   * WᵀW for W = H·diag(1, …, 1, c) with a Hadamard matrix H of order 4 has the bound 4c² exactly.
   */
  @Test
  void boundsBesideTheExactOneAreToldApart() throws Rejection {
    Random random = new Random(SEED);
    int[] hadamard = {1, 1, 1, 1, 1, -1, 1, -1, 1, 1, -1, -1, 1, -1, -1, 1};
    for (int round = 0; round < 200; round++) {
      double c = (1 + random.nextInt(1 << 20)) * 0x1.0p-20;
      double[] rows = new double[16];
      for (int k = 0; k < 16; k++) {
        rows[k] = hadamard[k] * (k % 4 == 3 ? c : 1);
      }
      double exact = 4 * c * c;
      double above = exact * (1 + Math.pow(2, -1 - random.nextInt(52)));

      assertThat(isEnough(rows, 4, 0, exact)).as("seed %d, c = %s", SEED, c).isTrue();
      assertThat(isEnough(rows, 4, 0, above))
          .as("seed %d, c = %s", SEED, c)
          .isEqualTo(above <= exact);
    }
  }

  @Test
  void overflowProvesNothing() throws Rejection {
    assertThat(isEnough(new double[] {1e200, 1e200, 1e200, 1e200}, 2, 0, 1)).isFalse();
    assertThat(isEnough(new double[] {1e200, 0, 0, 1e200}, 2, 0, 1)).isTrue();
  }

  /** Whether all rows, made active one after the other, have the bound. */
  private static boolean isEnough(double[] rows, int n, double slope, double bound)
      throws Rejection {
    int m = rows.length / n;
    Subject subject =
        new Subject(
            List.of(
                new Node.Input(n),
                new Node.Affine(0, Weights.of(rows), Weights.of(new double[m])),
                new Node.Rectifier(1, m, Weights.of(new double[] {slope}))),
            Indices.of(2));
    Rational exact = Rational.of(bound);
    Proof proof = new Proof.FrameTree(exact, List.of(), Indices.of(-1));
    FrameSum sum =
        new FrameSum(
            SlopedLayer.of(new Certificate(subject, Domain.wholeSpace(n), proof, "-", List.of())),
            exact);
    for (int i = 0; i < m; i++) {
      sum.push(i);
    }
    sum.pop();
    sum.push(m - 1);
    return sum.isEnough();
  }
}
