package org.preimage.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.preimage.certificate.Indices;
import org.preimage.network.Network;

/** Which nodes operators become, and what is said about rounding. */
class LoweringTest {
  @TempDir Path folder;

  private Network read(Models models) {
    return OnnxReader.read(models.in(folder));
  }

  private static List<String> kinds(Network network) {
    return network.subject().nodes().stream().map(n -> n.getClass().getSimpleName()).toList();
  }

  @Test
  void productAndBiasAreOneAffineNode() {
    Network network =
        read(
            Models.over(1, 2)
                .floats("w", List.of(2L, 3L), 1, 2, 3, 4, 5, 6)
                .floats("b", List.of(3L), 0.1f, 0.2f, 0.3f)
                .node("MatMul", List.of("x", "w"), "z")
                .node("Add", List.of("b", "z"), "s")
                .node("Relu", List.of("s"), "y"));
    assertThat(kinds(network)).containsExactly("Input", "Affine", "Rectifier");
    assertThat(network.assumptions()).isEmpty();
    assertThat(network.label(1)).isEqualTo("Add 'Add-s'");
    assertThat(network.evaluate(new double[] {1, -1}))
        .containsExactly(new double[] {0, 0, 0}, within(0.0));
  }

  @Test
  void secondBiasStaysByItself() {
    Network network =
        read(
            Models.over(1, 1)
                .floats("w", List.of(1L, 1L), 1)
                .floats("b", List.of(1L), 0.1f)
                .node("MatMul", List.of("x", "w"), "z")
                .node("Add", List.of("z", "b"), "s")
                .node("Add", List.of("s", "b"), "y"));
    assertThat(kinds(network)).containsExactly("Input", "Affine", "Scale");
  }

  @Test
  void gemmFactorsAreFoldedAndRoundingIsTold() {
    Models models =
        Models.over(1, 1)
            .floats("w", List.of(1L, 1L), 0.3f)
            .node("Gemm", List.of("x", "w"), "y", GraphWriter.real("alpha", 0.1f));
    Network exact = read(models);
    assertThat(exact.assumptions()).isEmpty();
    assertThat(kinds(exact)).containsExactly("Input", "Affine");
    Network third =
        read(
            Models.over(1, 1)
                .floats("three", List.of(1L), 3)
                .node("Div", List.of("x", "three"), "y"));
    assertThat(third.assumptions()).hasSize(1);
    assertThat(third.assumptions().get(0)).contains("Div 'Div-y'", "binary64");
    Network half =
        read(Models.over(1, 1).floats("two", List.of(1L), 2).node("Div", List.of("x", "two"), "y"));
    assertThat(half.assumptions()).isEmpty();
  }

  private static Models normalised(Models models) {
    return models
        .floats("g", List.of(2L), 2, 3)
        .floats("b", List.of(2L), 1, -1)
        .floats("m", List.of(2L), 0.5f, 0.25f)
        .floats("v", List.of(2L), 4, 9);
  }

  @Test
  void batchNormalisationIsFolded() {
    Network network =
        read(
            normalised(Models.over(1, 1))
                .floats("w", List.of(1L, 2L), 1, 1)
                .node("MatMul", List.of("x", "w"), "z")
                .node(
                    "BatchNormalization",
                    List.of("z", "g", "b", "m", "v"),
                    "y",
                    GraphWriter.real("epsilon", 0)));
    assertThat(kinds(network)).containsExactly("Input", "Affine");
    assertThat(network.evaluate(new double[] {1}))
        .containsExactly(new double[] {1.5, -0.25}, within(1e-15));
    assertThat(network.assumptions())
        .containsExactly(
            "BatchNormalization 'BatchNormalization-y' is folded in binary64; the claim concerns"
                + " the folded weights.");
  }

  @Test
  void batchNormalisationBehindABranchIsAScale() {
    Network network =
        read(
            normalised(Models.over(1, 1))
                .floats("w", List.of(1L, 2L), 1, 1)
                .node("MatMul", List.of("x", "w"), "z")
                .node("BatchNormalization", List.of("z", "g", "b", "m", "v"), "n")
                .node("Add", List.of("z", "n"), "y"));
    assertThat(kinds(network)).containsExactly("Input", "Affine", "Scale", "Sum");
  }

  @Test
  void reshapesAddNoNodes() {
    Network network =
        read(
            Models.over(1, 2, 3)
                .integers("s", 0, -1)
                .node("Reshape", List.of("x", "s"), "a")
                .node("Identity", List.of("a"), "b")
                .node("Dropout", List.of("b"), "c")
                .node("Flatten", List.of("c"), "d")
                .node("Unsqueeze", List.of("d", "one"), "e")
                .node("Transpose", List.of("e"), "f")
                .integers("one", 1)
                .node("Relu", List.of("f"), "y"));
    assertThat(kinds(network)).containsExactly("Input", "Rectifier");
    assertThat(network.outputs().get(0).shape()).isEqualTo(Indices.of(6, 1, 1));
  }

  @Test
  void selectionsAreComposed() {
    Network network =
        read(
            Models.over(1, 2, 3)
                .node(
                    "Transpose",
                    List.of("x"),
                    "a",
                    GraphWriter.integers("perm", Indices.of(0, 2, 1)))
                .node("Concat", List.of("a", "x2"), "y", GraphWriter.integer("axis", 1))
                .node("Identity", List.of("x"), "unused")
                .floats("x2", List.of(1L, 1L, 2L), 7, 8));
    assertThat(network.evaluate(new double[] {1, 2, 3, 4, 5, 6}))
        .containsExactly(1, 4, 2, 5, 3, 6, 7, 8);
  }

  @Test
  void shapeArithmeticIsFolded() {
    Network network =
        read(
            Models.over(1, 2, 3)
                .integers("i", 0)
                .integers("minus", -1)
                .node("Shape", List.of("x"), "s")
                .node("Gather", List.of("s", "i"), "n")
                .node("Concat", List.of("n", "minus"), "t", GraphWriter.integer("axis", 0))
                .node("Reshape", List.of("x", "t"), "y"));
    assertThat(kinds(network)).containsExactly("Input");
  }

  @Test
  void rowsSharingAMatrixAreAConvolution() {
    Network network =
        read(
            Models.over(3, 2)
                .floats("w", List.of(2L, 2L), 1, 2, 3, 4)
                .node("MatMul", List.of("x", "w"), "y"));
    assertThat(kinds(network)).containsExactly("Input", "Select", "Convolution", "Select");
    assertThat(network.inputs().get(0).shape()).isEqualTo(Indices.of(3, 2));
    assertThat(network.evaluate(new double[] {1, 0, 0, 1, 1, 1})).containsExactly(1, 2, 3, 4, 4, 6);
  }

  @Test
  void constantOutputs() {
    Network network =
        read(Models.over(1, 1).floats("c", List.of(2L), 5, 6).node("Identity", List.of("c"), "y"));
    assertThat(network.evaluate(new double[] {0})).containsExactly(5, 6);
  }
}
