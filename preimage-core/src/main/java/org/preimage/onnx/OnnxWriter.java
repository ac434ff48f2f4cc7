package org.preimage.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.network.Network;
import org.preimage.network.TensorInfo;

/**
 * Writes networks as ONNX models (opset 17) with an open batch axis.
 *
 * <p>Tensors have element type float where that keeps every number of the network, else double, so
 * that the written model means the same function.
 */
public final class OnnxWriter {
  private static final int OPSET = 17;
  private static final int IR = 8;

  private OnnxWriter() {}

  /**
   * Writes the network, replacing the file if it exists.
   *
   * @throws ModelFileException if the file cannot be written or would exceed 2 GB
   */
  public static void write(Network network, Path path) {
    byte[] bytes;
    try {
      bytes = model(network).toByteArray();
    } catch (IllegalArgumentException e) {
      throw new ModelFileException(
          path + ": " + network.name() + " cannot be expressed: " + e.getMessage(), e);
    }
    try {
      Files.write(path, bytes);
    } catch (IOException e) {
      throw ArrayFile.unwritable(path, e);
    }
  }

  private static ModelProto model(Network network) {
    GraphWriter graph = new GraphWriter(network.name(), Precision.isFloat(network));
    NodeWriter nodes = new NodeWriter(network, graph);
    for (int k = 0, i = 0; k < network.subject().nodes().size(); k++) {
      if (network.subject().nodes().get(k) instanceof Node.Input) {
        TensorInfo info = network.inputs().get(i++);
        graph.input(info);
        nodes.define(k, info.name(), info.shape());
      } else {
        nodes.write(k);
      }
    }
    Indices outputs = network.subject().outputs();
    for (int k = 0; k < outputs.size(); k++) {
      TensorInfo info = network.outputs().get(k);
      graph.output(info, nodes.as(outputs.get(k), info.shape()));
    }
    return ModelProto.newBuilder()
        .setIrVersion(IR)
        .setProducerName("preimage")
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
        .setGraph(graph.build())
        .build();
  }
}
