package org.preimage.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Point;
import org.preimage.certificate.Proof;
import org.preimage.certificate.Rational;
import org.preimage.certificate.Weights;
import org.preimage.network.ElementwiseFunction;
import org.preimage.network.Network;
import org.preimage.network.NetworkBuilder;
import org.preimage.network.OutputSelection;
import org.preimage.network.TensorInfo;

final class SameImageTest {
  private static final int TRIALS = 40;

  /** Whatever a random network does at a random input, the two proofs exclude each other. */
  @Test
  void eachInputIsAloneNearbyOrSharesItsImage() {
    int alone = 0;
    int shared = 0;
    for (long seed = 0; seed < TRIALS; seed++) {
      Random random = new Random(seed);
      Network network = random(random, 3, 6, 6);
      double[] x = random.doubles(3, -2, 2).toArray();
      boolean nearby = LocalInjectivity.at(network, x).isPresent();
      Optional<SameImage> pair = SameImage.along(network, Domain.wholeSpace(3), x);
      assertThat(nearby && pair.isPresent()).as("seed %d", seed).isFalse();
      alone += nearby ? 1 : 0;
      if (pair.isPresent()) {
        shared++;
        Proof.CollisionPair proof =
            (Proof.CollisionPair) pair.get().accepted().certificate().proof();
        assertThat(proof.x()).isEqualTo(Point.of(x));
        assertThat(pair.get().other()).isNotEqualTo(Point.of(x));
      }
    }
    assertThat(alone).isGreaterThan(5);
    assertThat(shared).isGreaterThan(5);
    assertThat(alone + shared).isGreaterThan(TRIALS - 5);
  }

  /** x ↦ |x| behind tanh: 0.3 and −0.3 exactly, though the candidate is only near. */
  @Test
  void findsTheOtherSideOfAFold() {
    NetworkBuilder builder = new NetworkBuilder();
    int x = builder.input(new TensorInfo("x", Indices.of(1)));
    int a = dense(builder, x, new double[] {1, -1}, new double[2]);
    int b = builder.add(Node.Rectifier.relu(a, 2), "", Indices.of(2));
    int c = dense(builder, b, new double[] {1, 1}, new double[1]);
    int d = builder.add(c, new ElementwiseFunction.Tanh(), "", Indices.of(1));
    builder.output(d, new TensorInfo("y", Indices.of(1)));
    Network network = builder.build("fold", "-");
    Domain space = Domain.wholeSpace(1);
    double[] at = {0.3};
    assertThat(SameImage.along(network, space, at)).isEmpty();
    SameImage found = SameImage.prove(network, space, at, new double[] {-0.2999}).orElseThrow();
    assertThat(found.other().get(0)).isEqualTo(Rational.of(-0.3));
    // The same cell holds only the input itself.
    assertThat(SameImage.prove(network, space, at, new double[] {0.4})).isEmpty();
    // In a domain without the other side there is nothing to find.
    assertThat(SameImage.prove(network, Domain.orthant(1), at, new double[] {-0.2999})).isEmpty();
  }

  /**
   * (x, y) ↦ (x⁺, x⁻, y): an output of the cell x &gt; 0 is not in the image of the cell x &lt; 0.
   */
  @Test
  void cellsThatOnlyComeCloseAreNoCollision() {
    NetworkBuilder builder = new NetworkBuilder();
    int x = builder.input(new TensorInfo("x", Indices.of(2)));
    int a = dense(builder, x, new double[] {1, 0, -1, 0, 0, 1, 0, -1}, new double[4]);
    int b = builder.add(Node.Rectifier.relu(a, 4), "", Indices.of(4));
    builder.output(b, new TensorInfo("y", Indices.of(4)));
    Network network = builder.build("corner", "-");
    double[] at = {1e-9, 0.5};
    assertThat(SameImage.prove(network, Domain.wholeSpace(2), at, new double[] {-1e-9, 0.5}))
        .isEmpty();
    assertThat(LocalInjectivity.at(network, at)).isPresent();
  }

  /** A mask behind a sigmoid: values of the sigmoid are never needed. */
  @Test
  void masksMayLieBehindALastActivation() {
    NetworkBuilder builder = new NetworkBuilder();
    int x = builder.input(new TensorInfo("x", Indices.of(2)));
    int a = dense(builder, x, new double[] {1, 2, 0.1, 0.3, 2, 4}, new double[3]);
    int b = builder.add(a, new ElementwiseFunction.Sigmoid(), "", Indices.of(3));
    builder.output(b, new TensorInfo("y", Indices.of(3)));
    Network network = builder.build("masked", "-");
    double[] at = {0.1, 0.2};
    assertThat(LocalInjectivity.at(network, at)).isPresent();
    Network blind = OutputSelection.of(network, new int[] {0, 2});
    assertThat(LocalInjectivity.at(blind, at)).isEmpty();
    SameImage pair = SameImage.along(blind, Domain.wholeSpace(2), at).orElseThrow();
    Rational step = pair.other().get(1).minus(Rational.of(0.2));
    assertThat(pair.other().get(0)).isEqualTo(Rational.of(0.1).minus(step.times(Rational.of(2))));
  }

  @Test
  void boxHoldsTheBallItPromises() {
    Random random = new Random(5);
    Network network = random(random, 2, 12, 12);
    double[] x = {0.1, 0.7};
    LocalInjectivity found = LocalInjectivity.at(network, x).orElseThrow();
    Domain.Box box = (Domain.Box) found.accepted().certificate().domain();
    for (int j = 0; j < 2; j++) {
      Rational low = Rational.of(x[j]).minus(Rational.of(found.radius()));
      assertThat(Rational.of(box.lower().get(j)).compareTo(low)).isNotPositive();
      Rational high = Rational.of(x[j]).plus(Rational.of(found.radius()));
      assertThat(Rational.of(box.upper().get(j)).compareTo(high)).isNotNegative();
    }
    assertThat(found.rows().size()).isEqualTo(2);
  }

  private static Network random(Random random, int n, int hidden, int m) {
    NetworkBuilder builder = new NetworkBuilder();
    int at = builder.input(new TensorInfo("x", Indices.of(n)));
    int size = n;
    for (int layer = 0; layer < 2; layer++) {
      int rows = hidden;
      int columns = size;
      double[] w = random.doubles((long) rows * columns).map(u -> random.nextGaussian()).toArray();
      double[] b = random.doubles(rows, -0.5, 0.5).toArray();
      at = dense(builder, at, w, b);
      at = builder.add(Node.Rectifier.relu(at, rows), "", Indices.of(rows));
      size = rows;
    }
    double[] w = random.doubles((long) m * size).map(u -> random.nextGaussian()).toArray();
    at = dense(builder, at, w, new double[m]);
    builder.output(at, new TensorInfo("y", Indices.of(m)));
    return builder.build("random", "-");
  }

  private static int dense(NetworkBuilder builder, int source, double[] w, double[] b) {
    return builder.add(
        new Node.Affine(source, Weights.of(w), Weights.of(b)), "", Indices.of(b.length));
  }
}
