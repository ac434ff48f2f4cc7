package org.preimage.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.preimage.certificate.Certificate;
import org.preimage.certificate.CountProof;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Ends;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Proof;
import org.preimage.certificate.Subject;
import org.preimage.certificate.Weights;

/**
 * The only rule whose covers are verified in binary64: where rounding, overflow, underflow and
 * cancellation could deceive it. What it accepts must be true in exact arithmetic.
 */
class SimplexRuleTest {
  private static final int[] EXPONENTS = {0, 0, 0, 1, -1, 40, -40, 500, -500, 1000, -1022, -1060};

  /** All rows of a layer in one simplex; the first row listed is row 0. */
  private static Certificate simplex(int n, double[] weights, double... biases) {
    Subject subject =
        new Subject(
            List.of(
                new Node.Input(n),
                new Node.Affine(0, Weights.of(weights), Weights.of(biases)),
                Node.Rectifier.relu(1, biases.length)),
            Indices.of(2));
    Indices all = Indices.of(IntStream.range(0, biases.length).toArray());
    CountProof tree = new CountProof.Tree(List.of(), List.of(all), Indices.of(-2, 1, 0, 1));
    return new Certificate(
        subject, Domain.wholeSpace(n), new Proof.ActiveRows(1, tree), "-", List.of());
  }

  private static boolean accepted(int n, double[] weights, double... biases) {
    Certificate certificate = simplex(n, weights, biases);
    boolean accepted = Checker.check(certificate).accepted();
    boolean isTrue = new ActiveRowsOracle(certificate).fewest() >= 1;
    assertThat(accepted && !isTrue).as("accepted although false: %s", certificate).isFalse();
    return accepted;
  }

  @Test
  void plainSimplices() {
    assertThat(accepted(1, new double[] {-1, 1}, 0, 0)).isTrue();
    assertThat(accepted(1, new double[] {-1, 1}, -0.0, -0.0)).isTrue();
    assertThat(accepted(1, new double[] {-2, 1}, -1, 1)).isTrue();
    assertThat(accepted(1, new double[] {-2, 1}, -3, 1)).isFalse();
    assertThat(accepted(2, new double[] {-1, -1, 1, 0, 0, 1}, 0, 0, 0)).isTrue();
    assertThat(accepted(2, new double[] {-1, 0, 1, 0, 0, 1}, 0, 0, 0)).isFalse();
    assertThat(accepted(2, new double[] {0, 0, 1, 0, 0, 1}, 0, 0, 0)).isFalse();
    assertThat(accepted(2, new double[] {-1, -1, 1, 1, 2, 2}, 0, 0, 0)).isFalse();
  }

  /** Rows m + j and m + n + j stand for l_j − x_j and x_j − u_j. */
  @Test
  void endsOfTheDomain() {
    Domain box = new Domain.Box(Ends.of(-1), Ends.of(2));
    assertThat(onDomain(box, 0, 1, 1.5, 1)).isTrue();
    assertThat(onDomain(box, 1, 0, 1.5, 1)).isTrue();
    assertThat(onDomain(box, 0, 2, 2.5, -1)).isTrue();
    assertThat(onDomain(box, 0, 1, 0.5, 1)).as("x + 1/2 is negative near -1").isFalse();
    assertThat(onDomain(box, 0, 2, 1.5, -1)).as("3/2 - x is negative near 2").isFalse();
    assertThat(onDomain(box, 0, 2, 9, 1)).as("multiplier of the wrong sign").isFalse();
    assertThat(onDomain(box, 0, 1, 9, -1)).as("multiplier of the wrong sign").isFalse();
    assertThat(onDomain(box, 1, 2, 0, 1)).as("ends alone").isFalse();
    assertThat(onDomain(box, 0, 3, 9, 1)).as("no such end").isFalse();
    assertThat(onDomain(box, 1, 1, 9, 1)).as("the same end twice").isFalse();
    assertThat(onDomain(box, 0, Integer.MAX_VALUE, 9, 1)).as("no such end").isFalse();
  }

  @Test
  void endsThatAreInfiniteOrOfABallAreRefused() {
    assertThat(onDomain(Domain.orthant(1), 0, 1, 1, 1)).isTrue();
    assertThat(onDomain(Domain.orthant(1), 0, 1, 0, 1)).isTrue();
    assertThat(onDomain(Domain.orthant(1), 0, 1, -Double.MIN_VALUE, 1)).isFalse();
    assertThat(onDomain(Domain.orthant(1), 0, 2, 1, -1)).isFalse();
    assertThat(onDomain(Domain.wholeSpace(1), 0, 1, 1, 1)).isFalse();
    assertThat(onDomain(new Domain.Ball(1, 1), 0, 1, 9, 1)).isFalse();
    double huge = Double.MAX_VALUE;
    Domain wide = new Domain.Box(Ends.of(-huge), Ends.of(huge));
    assertThat(onDomain(wide, 0, 1, huge, 2)).isFalse();
    assertThat(onDomain(wide, 0, 2, huge / 2, -0.25)).isTrue();
  }

  /** x ↦ max(weight·x + bias, 0) with one simplex: row 0 is the layer's, 1 and 2 are the ends. */
  private static boolean onDomain(
      Domain domain, int first, int second, double bias, double weight) {
    Subject subject =
        new Subject(
            List.of(
                new Node.Input(1),
                new Node.Affine(0, Weights.of(weight), Weights.of(bias)),
                Node.Rectifier.relu(1, 1)),
            Indices.of(2));
    CountProof tree =
        new CountProof.Tree(List.of(), List.of(Indices.of(first, second)), Indices.of(-2, 1, 0, 1));
    Proof proof = new Proof.ActiveRows(1, tree);
    return Checker.check(new Certificate(subject, domain, proof, "-", List.of())).accepted();
  }

  /** 2·1e308 overflows; what follows would bring the sum below 0. */
  @Test
  void overflowOfBiasesIsNoProof() {
    double[] weights = {-2, -1, -1, 1, 0, 0, 0, 1, 0, 0, 0, 1};
    assertThat(accepted(3, weights, 0, 1e308, -1.1e308, -1.1e308)).isFalse();
    assertThat(accepted(2, new double[] {-1.9, -1, 1, 0, 0, 1}, -1e308, 1e308, -1e308)).isFalse();
    assertThat(accepted(1, new double[] {-2, 1}, 0, Double.MAX_VALUE)).isFalse();
  }

  @Test
  void biasesThatCancelAreNotRoundedUp() {
    double third = 1.0 / 3;
    double[] weights = {-third, -0.1, 1, 0, 0, 1};
    for (int ulps = -4; ulps <= 4; ulps++) {
      double bias = -(third * 3 + 0.1 * 7) + ulps * Math.ulp(1.7);
      accepted(2, weights, bias, 3, 7);
    }
    assertThat(accepted(2, weights, -1.6, 3, 7)).isTrue();
    assertThat(accepted(1, new double[] {-1, 1}, -Double.MIN_VALUE, 0)).isFalse();
    assertThat(accepted(1, new double[] {-1, 1}, -1, Math.nextDown(1.0))).isFalse();
  }

  @Test
  void extremeExponents() {
    double tiny = Double.MIN_VALUE;
    double huge = Double.MAX_VALUE;
    accepted(1, new double[] {-tiny, tiny}, 0, 0);
    accepted(1, new double[] {tiny, tiny}, 0, 0);
    accepted(1, new double[] {-huge, tiny}, 0, 0);
    accepted(1, new double[] {huge, -tiny}, 0, 0);
    accepted(1, new double[] {-tiny, huge}, 0, 0);
    accepted(1, new double[] {tiny, huge}, 0, 0);
    accepted(1, new double[] {-tiny, huge}, tiny, -huge);
    accepted(2, new double[] {-huge, tiny, huge, 0, 0, tiny}, 0, 0, 0);
    assertThat(accepted(1, new double[] {-0x1p1000, 0x1p1000}, 0, 0)).isTrue();
    assertThat(accepted(1, new double[] {-0x1p-900, 0x1p-900}, 0, 0)).isTrue();
    // A multiplier of 2^-1030 would have to be told from 0 by numbers without that many digits.
    assertThat(accepted(2, new double[] {-1, tiny, 1, 0, 0, 1}, 0, 0, 0)).isFalse();
    assertThat(accepted(2, new double[] {-1, -tiny, 1, 0, 0, 1}, 0, 0, 0)).isFalse();
  }

  @Test
  void nearlySingular() {
    double above = Math.nextUp(1.0);
    accepted(2, new double[] {-1, -1, 1, 1, 1, above}, 0, 0, 0);
    accepted(2, new double[] {-2, -1 - above, 1, 1, 1, above}, 0, 0, 0);
    accepted(2, new double[] {-1, -above - 1e-15, 1, 1, 1, above}, 0, 0, 0);
    for (int e = 20; e <= 60; e++) {
      double small = Math.scalb(1.0, -e);
      accepted(2, new double[] {-1, -1 - small, 1, 1 + 2 * small, 1, 1}, 0, 0, 0);
      accepted(2, new double[] {-1, -1 + small, 1, 1 + 2 * small, 1, 1}, 0, 0, 0);
    }
  }

  /** Random rows of all sizes whose dependence is nearly positive and biases nearly balance. */
  @Test
  void acceptedSimplicesAreTrue() {
    int accepted = 0;
    int rejected = 0;
    double seconds = Double.parseDouble(System.getProperty("preimage.fuzz.seconds", "5"));
    long seed = Long.getLong("preimage.fuzz.seed", 20261122);
    long end = System.nanoTime() + (long) (seconds * 1e9);
    for (long trial = 0; trial < 2000 || System.nanoTime() < end; trial++) {
      Random random = new Random(seed + trial);
      int n = 1 + random.nextInt(3);
      double[] weights = new double[(n + 1) * n];
      double[] biases = new double[n + 1];
      boolean biased = random.nextBoolean();
      double size = 0;
      for (int k = 1; k <= n; k++) {
        double factor = random.nextInt(12) == 0 ? 0 : number(random, 3);
        for (int j = 0; j < n; j++) {
          weights[k * n + j] = random.nextInt(4) == 0 ? 0 : signed(random, 7);
          weights[j] -= factor * weights[k * n + j];
        }
        biases[k] = biased ? signed(random, 7) : 0;
        biases[0] -= factor * biases[k];
        size += Math.abs(factor * biases[k]);
      }
      // Around the point where the rule turns from rejecting to accepting.
      biases[0] += (random.nextInt(3) - 1) * Math.scalb(size, -40 - random.nextInt(15));
      if (DoubleStream.concat(Arrays.stream(weights), Arrays.stream(biases))
          .allMatch(Double::isFinite)) {
        if (accepted(n, weights, biases)) {
          accepted++;
        } else {
          rejected++;
        }
      }
    }
    assertThat(accepted).isGreaterThan(200);
    assertThat(rejected).isGreaterThan(200);
  }

  private static double signed(Random random, int largest) {
    return random.nextBoolean() ? number(random, largest) : -number(random, largest);
  }

  private static double number(Random random, int largest) {
    int exponent =
        random.nextInt(10) == 0 ? EXPONENTS[random.nextInt(EXPONENTS.length)] : random.nextInt(3);
    double mantissa = random.nextBoolean() ? random.nextInt(largest) + 1 : random.nextGaussian();
    return Math.scalb(Math.abs(mantissa), exponent);
  }

  /** Every layer within the accepted distance keeps an active row; the distance is not absurd. */
  @Test
  void nearbyWeights() {
    Random random = new Random(7);
    int accepted = 0;
    for (int trial = 0; trial < 300; trial++) {
      int n = 1 + random.nextInt(3);
      double[] weights = random.doubles((long) n * (n + 1), -4, 4).map(Math::rint).toArray();
      double within = 0.125 * (1 + random.nextInt(3));
      Certificate certificate = nearby(n, weights, within);
      if (Checker.check(certificate).accepted()) {
        accepted++;
        for (int change = 0; change < 20; change++) {
          double[] moved = weights.clone();
          for (int k = 0; k < moved.length; k++) {
            moved[k] += within * (random.nextInt(3) - 1);
          }
          assertThat(new ActiveRowsOracle(simplex(n, moved, new double[n + 1])).fewest())
              .as(Arrays.toString(moved))
              .isPositive();
        }
      }
    }
    assertThat(accepted).isGreaterThan(20);
    assertThat(Checker.check(nearby(1, new double[] {-1, 1}, 0.2)).accepted()).isTrue();
    assertThat(Checker.check(nearby(1, new double[] {-1, 1}, 1)).accepted()).isFalse();
  }

  private static Certificate nearby(int n, double[] weights, double within) {
    Certificate plain = simplex(n, weights, new double[n + 1]);
    CountProof.Tree tree = (CountProof.Tree) ((Proof.ActiveRows) plain.proof()).proof();
    return new Certificate(
        plain.subject(),
        plain.domain(),
        new Proof.ActiveRowsNearby(1, within, tree),
        "-",
        List.of());
  }
}
