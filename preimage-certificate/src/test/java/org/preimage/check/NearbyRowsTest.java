package org.preimage.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.preimage.certificate.Certificate;
import org.preimage.certificate.CountProof;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Proof;
import org.preimage.certificate.Subject;
import org.preimage.certificate.Weights;

/** Simplices that stay simplices when their rows move: what is accepted holds for such layers. */
class NearbyRowsTest {
  private static Certificate certificate(int n, double[] weights, Proof proof) {
    int m = weights.length / n;
    Subject subject =
        new Subject(
            List.of(
                new Node.Input(n),
                new Node.Affine(0, Weights.of(weights), Weights.of(new double[m])),
                Node.Rectifier.relu(1, m)),
            Indices.of(2));
    return new Certificate(subject, Domain.wholeSpace(n), proof, "-", List.of());
  }

  private static CountProof.Tree simplex(int n) {
    Indices all = Indices.of(IntStream.rangeClosed(0, n).toArray());
    return new CountProof.Tree(List.of(), List.of(all), Indices.of(-2, 1, 0, 1));
  }

  private static boolean accepted(int n, double[] weights, double within) {
    Proof proof = new Proof.ActiveRowsNearby(1, within, simplex(n));
    return Checker.check(certificate(n, weights, proof)).accepted();
  }

  /** w = 1 and w = −1 stay opposite until one of them may be 0. */
  @Test
  void distancesOfOneInput() {
    double[] pair = {-1, 1};
    assertThat(accepted(1, pair, 0)).isTrue();
    assertThat(accepted(1, pair, 0.125)).isTrue();
    assertThat(accepted(1, pair, 1)).isFalse();
    assertThat(accepted(1, pair, Double.MAX_VALUE)).isFalse();
    assertThat(accepted(1, pair, Double.MIN_VALUE)).isTrue();
  }

  @Test
  void acceptedDistancesHoldAtCorners() {
    int accepted = 0;
    int left = 0;
    for (int trial = 0; trial < 600; trial++) {
      Random random = new Random(78_000 + trial);
      int n = 1 + random.nextInt(2);
      double[] weights = random.ints(n * (n + 1L), -8, 9).asDoubleStream().toArray();
      // Small integers and powers of two: moved weights are exact.
      double within = Math.scalb(1.0, -random.nextInt(6));
      boolean certain = accepted(n, weights, within);
      accepted += certain ? 1 : 0;
      for (int corner = 0; corner < 6; corner++) {
        double[] moved =
            Arrays.stream(weights).map(w -> w + (random.nextInt(3) - 1) * within).toArray();
        Certificate there = certificate(n, moved, new Proof.ActiveRows(1, simplex(n)));
        boolean isTrue = new ActiveRowsOracle(there).fewest() >= 1;
        assertThat(isTrue || !certain).as("trial %d: %s", trial, there).isTrue();
        left += isTrue ? 0 : 1;
      }
    }
    assertThat(accepted).isGreaterThan(50);
    assertThat(left).isGreaterThan(50);
  }
}
