package org.preimage.spanning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.preimage.certificate.Certificate;
import org.preimage.certificate.CountProof;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Proof;
import org.preimage.certificate.Subject;
import org.preimage.certificate.Weights;
import org.preimage.check.Checker;

/** Every proof found is accepted, and none is found for more rows than there are. */
final class GoodnessProverTest {
  @ParameterizedTest
  @CsvSource({"8, 80, 1", "8, 80, 2", "16, 192, 3", "24, 360, 4", "32, 500, 5"})
  void provesGaussianLayersAtTheRoot(int n, int m, long seed) {
    double[] rows = gaussian(m * n, seed);
    Optional<CountProof> proof =
        new GoodnessProver(rows, m, n).atRoot(n, SearchBudget.ofSeconds(60));
    assertThat(proof).isPresent();
    assertThat(accepts(rows, n, n, proof.get())).isTrue();
    assertThat(accepts(rows, n, m / 2 + 1, proof.get())).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"8, 56, 3", "10, 76, 1", "12, 112, 2"})
  void provesByLeadingRowsWhatTheRootCannot(int n, int m, long seed) {
    double[] rows = gaussian(m * n, seed);
    SearchBudget budget = SearchBudget.ofSeconds(120);
    GoodnessProver prover = new GoodnessProver(rows, m, n);
    assertThat(prover.atRoot(n, budget)).isEmpty();
    assertThat(prover.bound()).isGreaterThan(1);
    Optional<CountProof> proof = prover.byLeadingRows(n, 200_000, budget);
    assertThat(proof).as(prover.reason()).isPresent();
    assertThat(accepts(rows, n, n, proof.get())).isTrue();
    assertThat(accepts(rows, n, n + 3, proof.get())).isFalse();
  }

  /** Rows of very different length, and of a common small length. */
  @ParameterizedTest
  @CsvSource({"1e-3, 1e3", "1e-200, 1e-200", "1e100, 1e100"})
  void lengthsOfRowsDoNotMatter(double least, double most) {
    int n = 8;
    int m = 80;
    double[] rows = gaussian(m * n, 7);
    Random random = new Random(8);
    for (int i = 0; i < m; i++) {
      double length = least * Math.pow(most / least, random.nextDouble());
      for (int k = i * n; k < (i + 1) * n; k++) {
        rows[k] *= length;
      }
    }
    Optional<CountProof> proof =
        new GoodnessProver(rows, m, n).atRoot(n, SearchBudget.ofSeconds(60));
    assertThat(proof).isPresent();
    assertThat(accepts(rows, n, n, proof.get())).isTrue();
  }

  /** Rows with negative biases and zero rows play no part; always active ones are counted. */
  @Test
  void takesTheUsableRowsOfALayer() {
    int n = 6;
    int m = 70;
    double[] rows = gaussian(m * n, 9);
    java.util.Arrays.fill(rows, 0, n, 0);
    double[] bias = new double[m];
    bias[1] = -1;
    bias[2] = 1;
    double[] slopes = new double[m];
    slopes[3] = 0.5;
    java.util.BitSet always = new java.util.BitSet();
    always.set(3);
    double[][] dense = new double[m][];
    java.util.Arrays.setAll(dense, i -> java.util.Arrays.copyOfRange(rows, i * n, (i + 1) * n));
    Layer relu = Layer.relu(dense, bias, Domain.wholeSpace(n));
    Layer layer = new Layer(relu.weights(), bias, always, Domain.wholeSpace(n));
    SearchBudget budget = SearchBudget.ofSeconds(20);
    Optional<CountProof> proof = GoodnessProver.of(layer).atRoot(n + 1, budget);
    assertThat(proof).isPresent();
    Subject subject =
        new Subject(
            List.of(
                new Node.Input(n),
                new Node.Affine(0, Weights.of(rows), Weights.of(bias)),
                new Node.Rectifier(1, m, Weights.of(slopes))),
            Indices.of(2));
    assertThat(
            Checker.check(
                    new Certificate(
                        subject,
                        Domain.wholeSpace(n),
                        new Proof.ActiveRows(n + 1, proof.get()),
                        "-",
                        List.of()))
                .accepted())
        .isTrue();
    assertThat(
            GoodnessProver.of(Layer.relu(dense, new double[m], Domain.wholeSpace(n)))
                .atRoot(m / 2, budget))
        .isEmpty();
  }

  /** Small integers make parallel, opposite and tight rows common. */
  @Test
  void neverProvesMoreRowsThanAreActiveSomewhere() {
    int proved = 0;
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      int n = 2 + random.nextInt(2);
      int m = n == 2 ? 6 + random.nextInt(12) : 7 + random.nextInt(4);
      double[] rows = new double[m * n];
      for (int i = 0; i < m; i++) {
        rows[i * n + random.nextInt(n)] = 1;
        for (int k = i * n; k < (i + 1) * n; k++) {
          rows[k] += random.nextInt(5) - 2;
        }
        if (isZero(rows, i * n, n)) {
          rows[i * n] = 1;
        }
      }
      int depth = fewestActive(rows, m, n);
      for (int required = 2; required <= depth + 1; required++) {
        GoodnessProver prover = new GoodnessProver(rows, m, n);
        SearchBudget budget = SearchBudget.ofSeconds(20);
        int k = required;
        Optional<CountProof> proof =
            prover.atRoot(k, budget).or(() -> prover.byLeadingRows(k, 2000, budget));
        if (proof.isPresent()) {
          boolean accepted = accepts(rows, n, required, proof.get());
          assertThat(accepted && required > depth).as("seed %d, depth %d", seed, depth).isFalse();
          proved += accepted ? 1 : 0;
        }
      }
    }
    assertThat(proved).isGreaterThan(30);
  }

  private static boolean accepts(double[] rows, int n, int required, CountProof proof) {
    int m = rows.length / n;
    Subject subject =
        new Subject(
            List.of(
                new Node.Input(n),
                new Node.Affine(0, Weights.of(rows), Weights.of(new double[m])),
                new Node.Rectifier(1, m, Weights.of(0))),
            Indices.of(2));
    return Checker.check(
            new Certificate(
                subject,
                Domain.wholeSpace(n),
                new Proof.ActiveRows(required, proof),
                "-",
                List.of()))
        .accepted();
  }

  /**
   * The fewest rows with z ≥ 0, exactly: sums of n rays of the arrangement include an interior
   * point of each of its cells when the rows span.
   */
  private static int fewestActive(double[] rows, int m, int n) {
    List<long[]> rays = new ArrayList<>();
    for (int i = 0; i < m; i++) {
      if (n == 2) {
        rays.add(new long[] {Math.round(-rows[2 * i + 1]), Math.round(rows[2 * i])});
      }
      for (int j = 0; n == 3 && j < i; j++) {
        rays.add(cross(rows, 3 * i, 3 * j));
      }
    }
    for (int r = rays.size() - 1; r >= 0; r--) {
      long[] ray = rays.get(r);
      long[] opposite = new long[n];
      for (int k = 0; k < n; k++) {
        opposite[k] = -ray[k];
      }
      rays.add(opposite);
    }
    return fewest(rows, m, rays, new long[n], 0, n);
  }

  private static int fewest(double[] rows, int m, List<long[]> rays, long[] x, int from, int left) {
    int best = Integer.MAX_VALUE;
    if (left == 0) {
      best = active(rows, m, x);
    }
    for (int r = from; left > 0 && r < rays.size(); r++) {
      long[] next = x.clone();
      for (int k = 0; k < x.length; k++) {
        next[k] += rays.get(r)[k];
      }
      best = Math.min(best, fewest(rows, m, rays, next, r, left - 1));
    }
    return best;
  }

  private static int active(double[] rows, int m, long[] x) {
    int count = 0;
    for (int i = 0; i < m; i++) {
      long z = 0;
      for (int k = 0; k < x.length; k++) {
        z += Math.round(rows[i * x.length + k]) * x[k];
      }
      count += z >= 0 ? 1 : 0;
    }
    return count;
  }

  private static long[] cross(double[] rows, int a, int b) {
    long[] product = new long[3];
    for (int k = 0; k < 3; k++) {
      int p = (k + 1) % 3;
      int q = (k + 2) % 3;
      product[k] = Math.round(rows[a + p] * rows[b + q] - rows[a + q] * rows[b + p]);
    }
    return product;
  }

  private static boolean isZero(double[] values, int from, int size) {
    for (int k = from; k < from + size; k++) {
      if (values[k] != 0) {
        return false;
      }
    }
    return true;
  }

  private static double[] gaussian(int size, long seed) {
    Random random = new Random(seed);
    double[] values = new double[size];
    for (int k = 0; k < size; k++) {
      values[k] = random.nextGaussian();
    }
    return values;
  }
}
