package org.preimage.construction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.preimage.certificate.ConvolutionGeometry;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.random.SeedStream;
import org.preimage.random.WeightEnsemble;
import org.preimage.spanning.AffineRows;
import org.preimage.spanning.BruteForceLayer;
import org.preimage.spanning.TinyLayer;

class InjectiveLayersTest {
  private static final LayerStyle VARIED =
      LayerStyle.defaults().withBiasScale(0.7).withOrder(RowOrder.SHUFFLED);

  @ParameterizedTest
  @EnumSource(WeightEnsemble.class)
  void denseLayersCarryTheirProof(WeightEnsemble ensemble) {
    for (int n = 1; n <= 12; n++) {
      for (int extra = 0; extra < 3; extra++) {
        LayerStyle style = (extra == 0 ? LayerStyle.defaults() : VARIED).withEnsemble(ensemble);
        InjectiveLayer layer =
            InjectiveLayers.dense(n, 2 * n + extra, style, SeedStream.of(n).numbers());
        assertThat(OppositeRowsReplay.accepts(layer)).as("n = %d, + %d", n, extra).isTrue();
        assertThat(layer.outputs()).isEqualTo(2 * n + extra);
      }
    }
  }

  @Test
  void signLayersAgreeWithTheOracle() {
    LayerStyle style = VARIED.withEnsemble(WeightEnsemble.SIGNS);
    for (int trial = 0; trial < 100; trial++) {
      int n = 1 + trial % 3;
      InjectiveLayer layer =
          InjectiveLayers.dense(
              n, 2 * n + trial % 4, style, SeedStream.of(5).child(trial).numbers());
      assertThat(BruteForceLayer.isInjective(inUnits(layer.affine())))
          .as("trial %d", trial)
          .isTrue();
    }
  }

  @Test
  void storedNumbersAreBinary32() {
    for (WeightEnsemble ensemble : WeightEnsemble.values()) {
      Node.Affine affine =
          (Node.Affine)
              InjectiveLayers.dense(
                      5, 13, VARIED.withEnsemble(ensemble), SeedStream.of(1).numbers())
                  .affine();
      DoublesAreFloats.require(affine.weights().toArray());
      DoublesAreFloats.require(affine.bias().toArray());
    }
  }

  @Test
  void shufflingMovesTheRows() {
    InjectiveLayer layer = InjectiveLayers.dense(8, 20, VARIED, SeedStream.of(1).numbers());
    assertThat(layer.proof().first().toArray()).isNotEqualTo(IntStream.range(0, 8).toArray());
    InjectiveLayer paired =
        InjectiveLayers.dense(8, 20, LayerStyle.defaults(), SeedStream.of(1).numbers());
    assertThat(paired.proof().first().toArray()).isEqualTo(IntStream.range(0, 8).toArray());
    assertThat(((Node.Affine) paired.affine()).bias().toArray()).containsOnly(0.0);
  }

  @Test
  void tooFewOutputsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> InjectiveLayers.dense(4, 7, LayerStyle.defaults(), SeedStream.of(1).numbers()))
        .withMessageContaining("at least 2n outputs but received 4 and 7")
        .withMessageContaining("Maybe use 8 outputs");
  }

  static Stream<ConvolutionGeometry> convolutions() {
    return Stream.of(
        geometry(1, List.of(8, 8), 2, List.of(8, 8), List.of(3, 3), List.of(1, 1), List.of(1, 1)),
        geometry(2, List.of(5), 7, List.of(5), List.of(3), List.of(1), List.of(1)),
        geometry(1, List.of(6, 4), 8, List.of(3, 2), List.of(2, 2), List.of(2, 2), List.of(0, 0)),
        geometry(1, List.of(7), 4, List.of(5), List.of(3), List.of(1), List.of(0)),
        geometry(
            3,
            List.of(2, 2, 2),
            6,
            List.of(2, 2, 2),
            List.of(3, 1, 3),
            List.of(1, 1, 1),
            List.of(1, 0, 1)));
  }

  @ParameterizedTest
  @MethodSource("convolutions")
  void convolutionsCarryTheirProof(ConvolutionGeometry geometry) {
    for (LayerStyle style : List.of(LayerStyle.defaults(), VARIED)) {
      InjectiveLayer layer =
          InjectiveConvolutions.convolution(geometry, style, SeedStream.of(3).numbers());
      assertThat(OppositeRowsReplay.accepts(layer)).isTrue();
    }
  }

  static Stream<ConvolutionGeometry> transposedConvolutions() {
    return Stream.of(
        geometry(2, List.of(3, 3), 2, List.of(6, 6), List.of(4, 4), List.of(2, 2), List.of(1, 1)),
        geometry(5, List.of(4), 7, List.of(8), List.of(2), List.of(2), List.of(0)),
        geometry(1, List.of(4), 3, List.of(9), List.of(3), List.of(2), List.of(0)));
  }

  @ParameterizedTest
  @MethodSource("transposedConvolutions")
  void transposedConvolutionsCarryTheirProof(ConvolutionGeometry geometry) {
    for (LayerStyle style : List.of(LayerStyle.defaults(), VARIED)) {
      InjectiveLayer layer =
          InjectiveConvolutions.transposedConvolution(geometry, style, SeedStream.of(3).numbers());
      assertThat(OppositeRowsReplay.accepts(layer)).isTrue();
    }
  }

  @Test
  void aStrideThatSkipsInputsIsExplained() {
    ConvolutionGeometry skipping =
        geometry(1, List.of(8), 8, List.of(4), List.of(1), List.of(2), List.of(0));
    assertThatExceptionOfType(ConstructionException.class)
        .isThrownBy(
            () ->
                InjectiveConvolutions.convolution(
                    skipping, LayerStyle.defaults(), SeedStream.of(1).numbers()))
        .withMessageContaining("rank 8")
        .withMessageContaining("reach 4")
        .withMessageContaining("Maybe");
  }

  @Test
  void fewerOutputsThanTwiceTheInputsAreRefused() {
    ConvolutionGeometry narrow =
        geometry(1, List.of(8), 2, List.of(6), List.of(3), List.of(1), List.of(0));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                InjectiveConvolutions.convolution(
                    narrow, LayerStyle.defaults(), SeedStream.of(1).numbers()))
        .withMessageContaining("Maybe use 4 channels");
  }

  @Test
  void aConvolutionOf4096InputsTakesSeconds() {
    ConvolutionGeometry large =
        geometry(
            1, List.of(64, 64), 2, List.of(64, 64), List.of(3, 3), List.of(1, 1), List.of(1, 1));
    InjectiveLayer layer =
        InjectiveConvolutions.convolution(large, LayerStyle.defaults(), SeedStream.of(1).numbers());
    assertThat(layer.proof().first().size()).isEqualTo(4096);
  }

  private static ConvolutionGeometry geometry(
      int inChannels,
      List<Integer> in,
      int outChannels,
      List<Integer> out,
      List<Integer> kernel,
      List<Integer> strides,
      List<Integer> pads) {
    int[] ones = new int[in.size()];
    Arrays.fill(ones, 1);
    return new ConvolutionGeometry(
        inChannels,
        indices(in),
        outChannels,
        indices(out),
        indices(kernel),
        indices(strides),
        indices(pads),
        Indices.of(ones),
        1);
  }

  private static Indices indices(List<Integer> values) {
    return Indices.of(values.stream().mapToInt(Integer::intValue).toArray());
  }

  /** The layer with each row scaled to integers: weights are ±2^k, biases binary32. */
  private static TinyLayer inUnits(Node affine) {
    double[][] rows = AffineRows.of(affine);
    long[][] weights = new long[rows.length][];
    long[] bias = new long[rows.length];
    for (int i = 0; i < rows.length; i++) {
      double unit = 0x1p24; // loses at most 2^-24 of a bias, less than the excess drawn
      weights[i] = Arrays.stream(rows[i]).mapToLong(w -> (long) (w * unit)).toArray();
      bias[i] = (long) Math.floor(AffineRows.bias(affine)[i] * unit);
    }
    return TinyLayer.onWholeSpace(weights, bias);
  }
}
