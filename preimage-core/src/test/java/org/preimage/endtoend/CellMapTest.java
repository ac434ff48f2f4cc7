package org.preimage.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.preimage.certificate.ConvolutionGeometry;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Point;
import org.preimage.certificate.Rational;
import org.preimage.certificate.Weights;
import org.preimage.network.Network;
import org.preimage.network.NetworkBuilder;
import org.preimage.network.TensorInfo;

final class CellMapTest {
  private final Random random = new Random();
  private final NetworkBuilder builder = new NetworkBuilder();

  /** With short dyadic weights binary64 is exact, so rows and evaluation must agree to the bit. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void rowsAreTheMapOfTheCell(long seed) {
    random.setSeed(seed);
    Network network = everyKindOfNode();
    double[] x = {0.375, -1.25, 0.5, 2.75};
    double[][] trace = network.trace(x);
    CellMap map = new CellMap(network, x);
    for (int k = 0; k < trace.length; k++) {
      Entries entries = Entries.of(network.subject(), k);
      ExactRow[] rows = map.rows(entries).orElseThrow();
      for (int i = 0; i < rows.length; i++) {
        assertThat(rows[i].at(Point.of(x)).toDouble()).as("node %d", k).isEqualTo(trace[k][i]);
        double[] step = {1e-3, -2e-3, 1.5e-3, 1e-3};
        double rate = network.derivative(trace, step)[k][i];
        assertThat(rate(rows[i], step)).isCloseTo(rate, org.assertj.core.data.Offset.offset(1e-9));
      }
    }
  }

  private static double rate(ExactRow row, double[] step) {
    double sum = 0;
    for (int j = 0; j < step.length; j++) {
      sum += new Rational(row.numerators()[j], row.denominator()).toDouble() * step[j];
    }
    return sum;
  }

  /** Ordinary binary64 weights give numbers of hundreds of bits. */
  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void longNumbersComeOutExactly(long seed) {
    random.setSeed(seed);
    NetworkBuilder chain = new NetworkBuilder();
    int at = chain.input(new TensorInfo("x", Indices.of(2)));
    Rational[] expected = {Rational.of(0.7), Rational.of(-1.3)};
    for (int layer = 0; layer < 5; layer++) {
      double[] w = random.doubles(4, -1, 1).toArray();
      double[] b = random.doubles(2, 10, 20).toArray();
      at = chain.add(new Node.Affine(at, Weights.of(w), Weights.of(b)), "", Indices.of(2));
      at = chain.add(Node.Rectifier.relu(at, 2), "", Indices.of(2));
      expected = relu(w, b, expected);
    }
    chain.output(at, new TensorInfo("y", Indices.of(2)));
    Network network = chain.build("chain", "-");
    double[] x = {0.7, -1.3};
    CellMap map = new CellMap(network, x);
    ExactRow[] rows = map.rows(Entries.roots(network.subject())).orElseThrow();
    assertThat(rows[0].denominator().bitLength()).isGreaterThan(250);
    for (int i = 0; i < 2; i++) {
      assertThat(rows[i].at(Point.of(x))).isEqualTo(expected[i]);
    }
  }

  private static Rational[] relu(double[] w, double[] b, Rational[] x) {
    return IntStream.range(0, 2)
        .mapToObj(
            i ->
                Rational.of(b[i])
                    .plus(x[0].times(Rational.of(w[2 * i])))
                    .plus(x[1].times(Rational.of(w[2 * i + 1]))))
        .map(z -> z.signum() < 0 ? Rational.ZERO : z)
        .toArray(Rational[]::new);
  }

  @ParameterizedTest
  @ValueSource(longs = {1_000_003, 2_097_143})
  void eliminationFindsRankAndContradictions(long prime) {
    ResidueRows rows = new ResidueRows(prime, 3);
    assertThat(rows.add(0, new long[] {0, 2, 1, 5})).isTrue();
    assertThat(rows.add(1, new long[] {0, 4, 2, 10})).isTrue();
    assertThat(rows.add(2, new long[] {3, 0, -1, 1})).isTrue();
    assertThat(rows.add(3, new long[] {3, 2, 0, 6})).isTrue();
    assertThat(rows.add(4, new long[] {3, 2, 0, 7})).isFalse();
    assertThat(rows.rank()).isEqualTo(2);
    assertThat(rows.chosen()).containsExactly(0, 2);
    assertThat(rows.pivots()).containsExactly(1, 0);
    assertThat(BigInteger.valueOf(prime).isProbablePrime(40)).isTrue();
  }

  private Network everyKindOfNode() {
    int x = builder.input(new TensorInfo("x", Indices.of(4)));
    int a = add(new Node.Affine(x, weights(32), weights(8)));
    int b = add(new Node.Rectifier(a, 8, Weights.of(0.25)));
    ConvolutionGeometry g = geometry(2, 4, 3, 4);
    int c = add(new Node.Convolution(b, g, weights(18), weights(3)));
    int d = add(Node.Rectifier.relu(c, 12));
    ConvolutionGeometry h = geometry(3, 4, 2, 4);
    int e = add(new Node.TransposedConvolution(d, h, weights(18), weights(2)));
    int f = add(new Node.Scale(e, 8, weights(8), Weights.of(0.5)));
    int i = add(new Node.Sum(Indices.of(f, b), 8));
    int j = add(new Node.Clip(i, 8, -3, 4.5));
    int k = add(new Node.Maximum(j, windows(8)));
    int l = add(new Node.Mean(k, windows(7), Indices.of(1, 2, 4, 8, 2, 1)));
    int m = add(new Node.Select(Indices.of(l, b), Indices.of(5, -1, 0, 7, 13)));
    builder.output(m, new TensorInfo("y", Indices.of(5)));
    return builder.build("kinds", "-");
  }

  private int add(Node node) {
    return builder.add(node, "", Indices.of(node.size()));
  }

  private Weights weights(int count) {
    return Weights.of(random.ints(count, -8, 9).mapToDouble(w -> w / 4.0).toArray());
  }

  private static ConvolutionGeometry geometry(int in, int inSize, int out, int outSize) {
    return new ConvolutionGeometry(
        in,
        Indices.of(inSize),
        out,
        Indices.of(outSize),
        Indices.of(3),
        Indices.of(1),
        Indices.of(1),
        Indices.of(1),
        1);
  }

  private static List<Indices> windows(int size) {
    return IntStream.range(1, size).mapToObj(i -> Indices.of(i - 1, i)).toList();
  }
}
