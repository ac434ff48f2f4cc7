package org.preimage.onnx;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.preimage.certificate.Indices;

/** Writes the tiny files that fuzzing starts from; run by hand after adding one. */
final class FuzzCorpus {
  private FuzzCorpus() {}

  /**
   * @param arguments the folder src/test/resources/fuzz
   */
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    onnx(folder.resolve("dense.onnx"), dense());
    onnx(folder.resolve("convolution.onnx"), convolution());
    onnx(folder.resolve("generator.onnx"), generator());
    onnx(folder.resolve("shapes.onnx"), shapes());
    onnx(folder.resolve("branches.onnx"), branches());
    onnx(folder.resolve("external.onnx"), external());
    onnx(folder.resolve("slopes-of-higher-rank.onnx"), slopesOfHigherRank());
    onnx(folder.resolve("short-output-shape.onnx"), shortOutputShape());
    NumberArray matrix = NumberArray.of(Indices.of(2, 3), 1, -2, 3, 4, 5, -6);
    NumberArray bias = NumberArray.of(Indices.of(2), 0.5, -0.5);
    ArrayFile.writeNpy(folder.resolve("double.npy"), matrix, ArrayFile.Element.FLOAT64);
    ArrayFile.writeNpy(folder.resolve("int.npy"), matrix, ArrayFile.Element.INT32);
    Map<String, NumberArray> layer = Map.of("W", matrix, "b", bias);
    ArrayFile.writeNpz(folder.resolve("layer.npz"), layer, ArrayFile.Element.FLOAT32);
    text(folder.resolve("matrix.csv"), "# W\n1,-2.5,3e-4\n4;5 6\n\n+.5,1.,-0\n");
    text(
        folder.resolve("box.vnnlib"),
        """
        ; box
        (declare-const X_0 Real)
        (assert (<= X_0 0.5))
        (assert (>= X_0 (- 1)))
        (assert (and (<= -1 X_1) (>= 1e0 X_1)))
        (assert (<= X_2 3))
        (assert (>= X_2 2))
        (assert (or (and (<= Y_0 1) (>= Y_1 2))))
        """);
  }

  private static void onnx(Path file, Models models) {
    Models.write(file, models.build().toByteArray());
  }

  private static void text(Path file, String text) {
    Models.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private static Models dense() {
    return Models.over(1, 2)
        .floats("w", List.of(2L, 3L), 1, 2, 3, 4, 5, 6)
        .floats("b", List.of(3L), 1, 0, -1)
        .node("MatMul", List.of("x", "w"), "z")
        .node("Add", List.of("z", "b"), "s")
        .node("LeakyRelu", List.of("s"), "r", GraphWriter.real("alpha", 0.25))
        .node("Gemm", List.of("r", "w", "b"), "g", GraphWriter.integer("transB", 1))
        .node("Sigmoid", List.of("g"), "y");
  }

  private static Models convolution() {
    Indices two = Indices.of(2, 2);
    return Models.over(1, 1, 4, 4)
        .floats("w", List.of(2L, 1L, 2L, 2L), 1, 2, 3, 4, 5, 6, 7, 8)
        .floats("p", List.of(2L), 1, 2)
        .node(
            "Conv",
            List.of("x", "w", "p"),
            "z",
            GraphWriter.integers("pads", Indices.of(1, 1, 0, 0)),
            GraphWriter.integers("dilations", two))
        .node("BatchNormalization", List.of("z", "p", "p", "p", "p"), "b")
        .node("MaxPool", List.of("b"), "m", GraphWriter.integers("kernel_shape", two))
        .node("GlobalAveragePool", List.of("m"), "a")
        .node("Flatten", List.of("a"), "y");
  }

  private static Models generator() {
    return Models.over(1, 2, 1, 1)
        .floats("w", List.of(2L, 2L, 2L, 2L), 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8)
        .floats("s", List.of(4L), 1, 1, 2, 2)
        .floats("p", List.of(2L), 1, 2)
        .node("ConvTranspose", List.of("x", "w"), "z")
        .node("InstanceNormalization", List.of("z", "p", "p"), "i")
        .node("Resize", List.of("i", "", "s"), "r")
        .node(
            "ConvTranspose",
            List.of("r", "w"),
            "c",
            GraphWriter.integers("strides", Indices.of(2, 2)),
            GraphWriter.integers("output_padding", Indices.of(1, 1)))
        .node("Tanh", List.of("c"), "y");
  }

  private static Models shapes() {
    return Models.over(1, 2, 3)
        .integers("zero", 0)
        .integers("one", 1)
        .integers("minus", -1)
        .integers("pads", 0, 1, 0, 0, 0, 1)
        .node("Shape", List.of("x"), "s")
        .node("Gather", List.of("s", "zero"), "n")
        .node("Concat", List.of("n", "minus"), "t", GraphWriter.integer("axis", 0))
        .node("Pad", List.of("x", "pads"), "p")
        .node("Slice", List.of("p", "one", "minus", "one"), "l")
        .node("Transpose", List.of("l"), "r", GraphWriter.integers("perm", Indices.of(0, 2, 1)))
        .node("Reshape", List.of("r", "t"), "f")
        .node("Split", List.of("f"), "h", GraphWriter.integer("axis", 1))
        .node("Expand", List.of("h", "one"), "y");
  }

  private static Models branches() {
    return Models.over(1, 4)
        .floats("c", List.of(4L), 1, 2, 3, 4)
        .node("Relu", List.of("x"), "a")
        .node("Neg", List.of("x"), "b")
        .node("Max", List.of("a", "b", "c"), "m")
        .node("Mul", List.of("a", "m"), "p")
        .node("Sub", List.of("p", "c"), "d")
        .node("ReduceMean", List.of("d"), "e", GraphWriter.integers("axes", Indices.of(1)))
        .node("Softmax", List.of("d"), "f")
        .node("Sum", List.of("e", "f"), "g")
        .node("Clip", List.of("g"), "y");
  }

  private static Models slopesOfHigherRank() {
    return Models.over(1)
        .floats("w", List.of(1L, 3L), 0.25f, 0.5f, 1)
        .node("PRelu", List.of("x", "w"), "y");
  }

  private static Models shortOutputShape() {
    return Models.over(1, 1, 3, 3)
        .floats("w", List.of(1L, 1L, 2L, 2L), 1, 2, 3, 4)
        .node(
            "ConvTranspose",
            List.of("x", "w"),
            "y",
            GraphWriter.integers("output_shape", Indices.of(8)));
  }

  private static Models external() {
    Models models = Models.over(1, 4).node("Add", List.of("x", "w"), "y");
    models.graph.addInitializer(
        TensorProto.newBuilder()
            .setName("w")
            .addDims(4)
            .setDataType(1)
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalData(
                StringStringEntryProto.newBuilder().setKey("location").setValue("input.onnx")));
    return models;
  }
}
