package org.preimage.inversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Weights;
import org.preimage.linalg.GaussJordan;
import org.preimage.network.NetworkBuilder;
import org.preimage.network.TensorInfo;
import org.preimage.random.SeedStream;

/** Priors on the linear generator G(z) = Wz + b, where answers have a closed form. */
class PriorTest {
  private static final int N = 4;
  private static final int M = 9;
  private final double[] w = gaussian(M * N, 1);
  private final double[] b = gaussian(M, 2);
  private final Generator generator = linear();
  private final Measurement all = Measurement.all(M);

  private static double[] gaussian(int size, long seed) {
    Random random = new Random(seed);
    double[] values = new double[size];
    Arrays.setAll(values, i -> random.nextGaussian());
    return values;
  }

  private Generator linear() {
    NetworkBuilder builder = new NetworkBuilder();
    int z = builder.input(new TensorInfo("z", Indices.of(N)));
    int y = builder.add(new Node.Affine(z, Weights.of(w), Weights.of(b)), "Gemm", Indices.of(M));
    builder.output(y, new TensorInfo("y", Indices.of(M)));
    return Generator.of(builder.build("linear", "-"));
  }

  /** ẑ = (WᵀW + λI)⁻¹ Wᵀ(y − b). */
  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 0.1, 1, 25})
  void gaussianPriorIsRidgeRegression(double lambda) {
    double[] data = gaussian(M, 3);

    Recovery recovery = invert(data, 0.1, new Prior.Gaussian(lambda));

    assertThat(recovery.code()).containsExactly(ridge(data, lambda), within(1e-9));
  }

  @Test
  void aStrongerGaussianPriorPullsCodesFurtherToTheMean() {
    double[] data = gaussian(M, 3);
    double weak = length(invert(data, 0.1, new Prior.Gaussian(0.1)).code());
    double strong = length(invert(data, 0.1, new Prior.Gaussian(10)).code());

    assertThat(strong).isLessThan(0.7 * weak);
    assertThat(weak).isLessThan(length(invert(data, 0.1, new Prior.Flat()).code()));
  }

  /** With λ = σ², z ~ N(0, I) and noise σ, the posterior mean has the least mean square error. */
  @Test
  void theRightGaussianPriorLowersTheErrorOfNoisyData() {
    double noise = 1;
    double flat = 0;
    double right = 0;
    for (int t = 0; t < 200; t++) {
      var numbers = SeedStream.of(5).child(t).numbers();
      double[] code = new Prior.Flat().draw(N, numbers);
      double[] data = generator.network().evaluate(code);
      Arrays.setAll(data, i -> data[i] + noise * numbers.nextGaussian());
      flat += squared(invert(data, noise, new Prior.Flat()).code(), code);
      right += squared(invert(data, noise, new Prior.Gaussian(noise * noise)).code(), code);
    }

    assertThat(right).isLessThan(0.9 * flat);
  }

  /** Coordinates that are not held make up for those that are: clipping would not do. */
  @ParameterizedTest
  @EnumSource(
      value = InversionOptions.Choice.class,
      names = {"AUTO", "GAUSS_NEWTON", "LAYERWISE"})
  void aBoxHoldsCoordinatesAtItsSides(InversionOptions.Choice choice) {
    double[] outside = {2, -1.5, 0.25, 0.5};
    double[] data = generator.network().evaluate(outside);
    double[] clipped = Arrays.stream(outside).map(z -> Math.min(Math.max(z, -1), 1)).toArray();

    double[] code = invert(choice, data, 0.1, new Prior.Box(-1, 1)).code();

    assertThat(code).containsExactly(boxed(outside), within(1e-8));
    assertThat(Arrays.stream(code).filter(z -> Math.abs(z) == 1).count()).isBetween(1L, 3L);
    assertThat(Math.sqrt(squared(code, clipped))).isGreaterThan(0.01);
  }

  @Test
  void aBoxThatHoldsTheCodeChangesNothing() {
    double[] inside = {0.5, -0.25, 0.75, -0.9};

    Recovery recovery = invert(generator.network().evaluate(inside), 0, new Prior.Box(-1, 1));

    assertThat(recovery.code()).containsExactly(inside, within(1e-10));
    assertThat(recovery.diagnosis()).isInstanceOf(Diagnosis.Recovered.class);
  }

  @Test
  void impossiblePriorsAreRefusedWithValues() {
    assertThatThrownBy(() -> new Prior.Gaussian(0))
        .hasMessage("A Gaussian prior requires a weight above zero but received 0.0.");
    assertThatThrownBy(() -> new Prior.Box(1, 1))
        .hasMessage("A box requires finite ends with lower < upper but received 1.0 and 1.0.");
  }

  private Recovery invert(double[] data, double noise, Prior prior) {
    return invert(InversionOptions.Choice.AUTO, data, noise, prior);
  }

  private Recovery invert(
      InversionOptions.Choice choice, double[] data, double noise, Prior prior) {
    InversionOptions options =
        InversionOptions.defaults().withChoice(choice).withPrior(prior).withRestarts(8);
    try (Inverter inverter = Inverter.of(generator, options)) {
      return inverter.invert(new Observation(all, data, noise));
    }
  }

  private double[] ridge(double[] data, double lambda) {
    double[][] gram = new double[N][N];
    double[] right = new double[N];
    for (int i = 0; i < M; i++) {
      for (int j = 0; j < N; j++) {
        right[j] += w[i * N + j] * (data[i] - b[i]);
        for (int k = 0; k < N; k++) {
          gram[j][k] += w[i * N + j] * w[i * N + k];
        }
      }
    }
    for (int j = 0; j < N; j++) {
      gram[j][j] += lambda;
    }
    double[][] inverse = new double[N][N];
    assertThat(GaussJordan.invert(gram, inverse, 0)).isTrue();
    double[] z = new double[N];
    Arrays.setAll(z, j -> dot(inverse[j], right));
    return z;
  }

  /** The code in the box of least squares, by projected gradient descent with a safe step. */
  private double[] boxed(double[] truth) {
    double[] z = new double[N];
    double step = 1 / dot(w, w);
    for (int t = 0; t < 20_000; t++) {
      double[] gradient = new double[N];
      for (int i = 0; i < M; i++) {
        double r = 0;
        for (int j = 0; j < N; j++) {
          r += w[i * N + j] * (z[j] - truth[j]);
        }
        for (int j = 0; j < N; j++) {
          gradient[j] += r * w[i * N + j];
        }
      }
      for (int j = 0; j < N; j++) {
        z[j] = Math.min(Math.max(z[j] - step * gradient[j], -1), 1);
      }
    }
    return z;
  }

  private static double dot(double[] a, double[] c) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * c[i];
    }
    return sum;
  }

  private static double length(double[] a) {
    return Math.sqrt(dot(a, a));
  }

  private static double squared(double[] a, double[] c) {
    double[] difference = new double[a.length];
    Arrays.setAll(difference, j -> a[j] - c[j]);
    return dot(difference, difference);
  }
}
