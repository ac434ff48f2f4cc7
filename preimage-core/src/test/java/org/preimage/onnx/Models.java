package org.preimage.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Small ONNX models put together in tests. Its input is x and its output y unless told otherwise.
 */
final class Models {
  final GraphProto.Builder graph = GraphProto.newBuilder().setName("test");
  private int opset = 13;

  static Models over(long... inputShape) {
    Models models = new Models();
    models.graph.addInput(declared("x", inputShape));
    models.graph.addOutput(declared("y"));
    return models;
  }

  static ValueInfoProto declared(String name, long... shape) {
    TensorShapeProto.Builder extents = TensorShapeProto.newBuilder();
    for (long extent : shape) {
      extents.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(extent));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT_VALUE)
                        .setShape(extents)))
        .build();
  }

  Models opset(int version) {
    opset = version;
    return this;
  }

  Models node(String type, List<String> inputs, String output, AttributeProto... attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType(type)
            .setName(type + "-" + output)
            .addAllInput(inputs)
            .addOutput(output)
            .addAllAttribute(List.of(attributes)));
    return this;
  }

  Models floats(String name, List<Long> shape, float... values) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).addAllDims(shape);
    tensor.setDataType(TensorProto.DataType.FLOAT_VALUE);
    for (float value : values) {
      tensor.addFloatData(value);
    }
    graph.addInitializer(tensor);
    return this;
  }

  Models integers(String name, long... values) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).addDims(values.length);
    tensor.setDataType(TensorProto.DataType.INT64_VALUE);
    for (long value : values) {
      tensor.addInt64Data(value);
    }
    graph.addInitializer(tensor);
    return this;
  }

  ModelProto build() {
    return ModelProto.newBuilder()
        .setIrVersion(7)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
        .setGraph(graph)
        .build();
  }

  /** Writes the model into a folder. */
  Path in(Path folder) {
    return write(folder.resolve("model.onnx"), build().toByteArray());
  }

  static Path write(Path file, byte[] bytes) {
    try {
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
