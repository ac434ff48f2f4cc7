package org.preimage.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.preimage.certificate.Indices;

/** Broken and hostile models are refused quickly with one message. */
class MalformedModelTest {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  @TempDir Path folder;

  private void refused(Path file, String... message) {
    Assertions.assertTimeout(
        LIMIT,
        () ->
            assertThatThrownBy(() -> ModelLoader.read(file))
                .isInstanceOf(ModelFileException.class)
                .hasMessageContainingAll(message));
  }

  private void refused(Models models, String... message) {
    refused(models.in(folder), message);
  }

  private static Models relu(String input) {
    return Models.over(1, 4).node("Relu", List.of(input), "y");
  }

  private static Models tensor(List<Long> dims, int type) {
    Models models = relu("x");
    models.graph.addInitializer(
        TensorProto.newBuilder().setName("w").addAllDims(dims).setDataType(type));
    return models;
  }

  @Test
  void missingFilesFoldersAndOtherExtensions() {
    refused(folder.resolve("absent.onnx"), "does not exist");
    refused(folder.resolve("absent.npy"), "does not exist");
    assertThatThrownBy(() -> OnnxReader.read(folder)).isInstanceOf(ModelFileException.class);
    refused(folder.resolve("model.pb"), ".onnx, .npy, .npz or .csv", "model.pb");
  }

  @Test
  void emptyAndRandomBytes() {
    refused(Models.write(folder.resolve("empty.onnx"), new byte[0]), "graph");
    byte[] text = "this is no protobuf message at all".getBytes(StandardCharsets.UTF_8);
    refused(Models.write(folder.resolve("text.onnx"), text), "text.onnx");
  }

  @Test
  void everyTruncation() {
    Models models =
        Models.over(1, 2)
            .floats("w", List.of(2L, 2L), 1, 2, 3, 4)
            .node("MatMul", List.of("x", "w"), "z")
            .node("Relu", List.of("z"), "y");
    byte[] bytes = models.build().toByteArray();
    for (int length = 0; length < bytes.length; length++) {
      Path file = Models.write(folder.resolve("cut.onnx"), Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> OnnxReader.read(file)).isInstanceOf(ModelFileException.class);
    }
  }

  @Test
  void tensorsLargerThanTheirBytes() {
    refused(tensor(List.of(100_000L, 100_000L), 1), "2^31");
    refused(tensor(List.of(30_000L, 30_000L), 1), "elements");
    refused(tensor(List.of(1_000L), 1), "1000", "holds 0");
    refused(tensor(List.of(Long.MAX_VALUE, Long.MAX_VALUE), 1), "extents");
    refused(tensor(List.of(-1L, -1L), 1), "extents");
    refused(tensor(List.of(-4L), 7), "extents");
    refused(tensor(List.of(0L, 2_000_000_000L, 2_000_000_000L), 99), "element types", "99");
  }

  @Test
  void unsupportedElementTypes() {
    refused(tensor(List.of(1L), TensorProto.DataType.STRING_VALUE), "STRING");
    refused(tensor(List.of(1L), TensorProto.DataType.COMPLEX64_VALUE), "COMPLEX64");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ConstantOfShape", "Expand", "Tile", "Reshape"})
  void sizeBombs(String operator) {
    Models models = Models.over(1, 1).integers("s", 40_000, 40_000);
    List<String> inputs = operator.equals("ConstantOfShape") ? List.of("s") : List.of("x", "s");
    refused(models.node(operator, inputs, "z").node("Relu", List.of("z"), "y"), operator);
  }

  @Test
  void moreSizeBombs() {
    refused(
        Models.over(1, 1).integers("p", 0, 0, 0, 2_000_000_000).node("Pad", List.of("x", "p"), "y"),
        "Pad");
    refused(
        Models.over(1, 1)
            .integers("p", 0, Long.MAX_VALUE, 0, Long.MAX_VALUE)
            .node("Pad", List.of("x", "p"), "y"),
        "Pad");
    refused(
        Models.over(1, 1, 1, 1)
            .floats("s", List.of(4L), 1, 1, 1e9f, 1e9f)
            .node("Resize", List.of("x", "", "s"), "y"),
        "Resize");
    refused(
        Models.over(1, 1)
            .integers("a", 0)
            .integers("b", Long.MAX_VALUE)
            .integers("c", 1)
            .node("Range", List.of("a", "b", "c"), "y"),
        "Range");
  }

  @Test
  void doublingChain() {
    Models models = Models.over(1, 1000);
    String last = "x";
    for (int k = 0; k < 40; k++) {
      String next = k == 39 ? "y" : "t" + k;
      models.node("Concat", List.of(last, last), next, GraphWriter.integer("axis", 1));
      last = next;
    }
    refused(models, "Concat", "elements");
  }

  @Test
  void poolingBomb() {
    AttributeProto kernel = GraphWriter.integers("kernel_shape", Indices.of(2000, 2000));
    AttributeProto pads = GraphWriter.integers("pads", Indices.of(1999, 1999, 1999, 1999));
    refused(
        Models.over(1, 1, 2000, 2000).node("MaxPool", List.of("x"), "y", kernel, pads), "MaxPool");
  }

  @Test
  void hugeInputs() {
    refused(Models.over(1, 1_000_000, 1_000_000).node("Relu", List.of("x"), "y"), "2^31");
    refused(Models.over(1, 2_000_000_000).node("Relu", List.of("x"), "y"), "elements");
    refused(Models.over(1, -5).node("Relu", List.of("x"), "y"), "axis 1", "-5");
  }

  @Test
  void cyclesAndMissingTensors() {
    refused(relu("y"), "'y'", "cyclic");
    refused(
        Models.over(1, 2).node("Relu", List.of("b"), "a").node("Relu", List.of("a"), "b"), "'b'");
    refused(Models.over(1, 2).node("Relu", List.of("x"), "z"), "'y'");
    refused(relu("x").node("Relu", List.of("x"), "y"), "twice");
    refused(Models.over(1, 2).node("Relu", List.of(), "y"), "missing");
  }

  @Test
  void nestedGraphs() {
    GraphProto graph = GraphProto.newBuilder().setName("g").build();
    for (int k = 0; k < 200; k++) {
      AttributeProto body = AttributeProto.newBuilder().setName("body").setG(graph).build();
      NodeProto node = NodeProto.newBuilder().setOpType("Loop").addAttribute(body).build();
      graph = GraphProto.newBuilder().addNode(node).build();
    }
    byte[] bytes = ModelProto.newBuilder().setGraph(graph).build().toByteArray();
    refused(Models.write(folder.resolve("nested.onnx"), bytes), "nested.onnx");
  }

  @Test
  void unknownOperatorsNameTheSupportedOnes() {
    refused(
        Models.over(1, 2).node("Einsum", List.of("x"), "y"),
        "model.onnx",
        "Einsum 'Einsum-y'",
        "opset 13",
        "Supported: Abs, Add",
        "Conv");
    refused(relu("x").opset(99), "opset", "99");
    refused(relu("x").opset(0), "opset");
  }

  @Test
  void notFiniteWeights() {
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      refused(
          Models.over(1, 1)
              .floats("w", List.of(1L, 1L), bad)
              .node("MatMul", List.of("x", "w"), "y"),
          "finite",
          "MatMul");
    }
    refused(
        Models.over(1, 1).floats("w", List.of(1L), 0).node("Div", List.of("x", "w"), "y"), "Div");
  }

  @Test
  void trainingMode() {
    Models models = Models.over(1, 1).opset(15);
    for (String p : List.of("g", "b", "m", "v")) {
      models.floats(p, List.of(1L), 1);
    }
    models.node(
        "BatchNormalization",
        List.of("x", "g", "b", "m", "v"),
        "y",
        GraphWriter.integer("training_mode", 1));
    refused(models, "training");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../outside.bin", "/etc/hostname", "absent.bin", "", ".", "link.bin", "a\0b"})
  void externalDataOutsideTheFolder(String location) throws IOException {
    Path inside = Files.createDirectories(folder.resolve("model"));
    Models.write(folder.resolve("outside.bin"), new byte[16]);
    Files.createSymbolicLink(inside.resolve("link.bin"), folder.resolve("outside.bin"));
    refused(external(location, "0", "16").in(inside), "xternal data");
  }

  @ParameterizedTest
  @ValueSource(strings = {"8", "-1", "99999999999", "x", "9223372036854775807"})
  void externalDataBeyondItsFile(String offset) {
    Models.write(folder.resolve("w.bin"), new byte[16]);
    refused(external("w.bin", offset, "16"), "w.bin");
    refused(external("w.bin", "0", offset), "w.bin");
  }

  @Test
  void externalDataIsReadAndHashed() {
    Models.write(folder.resolve("w.bin"), new byte[16]);
    Path model = external("w.bin", "0", "16").in(folder);
    String before = OnnxReader.read(model).digest();
    Models.write(
        folder.resolve("w.bin"), new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    assertThat(OnnxReader.read(model).digest()).hasSize(64).isNotEqualTo(before);
  }

  private static Models external(String location, String offset, String length) {
    Models models = Models.over(1, 4).node("Add", List.of("x", "w"), "y");
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName("w")
            .addDims(4)
            .setDataType(1)
            .setDataLocation(TensorProto.DataLocation.EXTERNAL);
    tensor.addExternalData(entry("location", location));
    tensor.addExternalData(entry("offset", offset));
    tensor.addExternalData(entry("length", length));
    models.graph.addInitializer(tensor);
    return models;
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  /** The standard's text gives 4 · 2 values, its shape inference and onnxruntime 3 · 2 + 1. */
  @ParameterizedTest
  @ValueSource(strings = {"SAME_UPPER", "SAME_LOWER"})
  void transposedConvolutionsWhoseExtentRuntimesDisagreeAbout(String padding) {
    AttributeProto stride = GraphWriter.integers("strides", Indices.of(2));
    Models models =
        Models.over(1, 1, 4)
            .floats("w", List.of(1L, 1L, 1L), 3)
            .node(
                "ConvTranspose",
                List.of("x", "w"),
                "y",
                stride,
                AttributeProto.newBuilder()
                    .setName("auto_pad")
                    .setType(AttributeProto.AttributeType.STRING)
                    .setS(ByteString.copyFromUtf8(padding))
                    .build());

    refused(models, "auto_pad (kernel shorter than the stride)");
  }
}
