package org.preimage.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.preimage.benchmarks.Layers;

@DisplayName("Every peer answers like brute force on small layers")
class PeerAgreementTest {
  private static final double LIMIT = 60;

  static Stream<Peer> peers() {
    return PeerComparison.all().stream();
  }

  @ParameterizedTest
  @MethodSource("peers")
  @DisplayName("on layers of which some are injective and some are not")
  void answersLikeTheVertices(Peer peer) {
    assumeThat(peer.obstacle()).isEmpty();
    for (int m : List.of(9, 12)) {
      for (long seed = 1; seed <= 3; seed++) {
        double[][] rows = Layers.gaussian(m, 3, seed);
        Answer expected = Answer.ofFewestActive(fewestActiveAtVertices(rows), 3);
        assertThat(peer.decide(rows, LIMIT).answer())
            .as("%s on (3, %d), seed %d", peer.name(), m, seed)
            .isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("peers")
  @DisplayName("undecided when there is no time, never wrong")
  void saysUndecidedWithoutTime(Peer peer) {
    assumeThat(peer.obstacle()).isEmpty();
    double[][] rows = Layers.gaussian(40, 5, 1);
    Answer answer = peer.decide(rows, 0.001).answer();
    assertThat(answer).isNotEqualTo(Answer.NOT_INJECTIVE);
  }

  /**
   * In general position in R³ every cell has an edge on two hyperplanes at which only these two
   * rows are zero; next to it both can be made inactive.
   */
  private static int fewestActiveAtVertices(double[][] rows) {
    int fewest = rows.length;
    for (double[] u : rows) {
      for (double[] v : rows) {
        double[] x = {
          u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]
        };
        if (u != v) {
          int active = 0;
          for (double[] w : rows) {
            active += w != u && w != v && w[0] * x[0] + w[1] * x[1] + w[2] * x[2] > 0 ? 1 : 0;
          }
          fewest = Math.min(fewest, active);
        }
      }
    }
    return fewest;
  }
}
