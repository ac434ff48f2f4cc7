package org.preimage.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.preimage.network.Network;

/**
 * Reads ONNX models (opsets 1 to 21) as networks.
 *
 * <p>An open leading extent of an input is the batch and is taken as 1. Weights keep their stored
 * values exactly; wherever reading has to round, the network's assumptions say so.
 */
public final class OnnxReader {
  private static final int OLDEST = 1;
  private static final int NEWEST = 21;

  private OnnxReader() {}

  /**
   * Reads a model and the external data beside it.
   *
   * @throws ModelFileException if the file is missing, malformed, too large for this JVM or uses
   *     something unsupported
   */
  public static Network read(Path path) {
    return read(path, new ElementBudget());
  }

  static Network read(Path path, ElementBudget budget) {
    return read(path, budget, new ExternalData(InputFile.folder(path)));
  }

  /** Leaves in {@code external} which files beside the model were read. */
  static Network read(Path path, ElementBudget budget, ExternalData external) {
    byte[] bytes = InputFile.read(path);
    String name = InputFile.name(path);
    ModelProto model = parse(name, bytes);
    GraphBuilder builder = new GraphBuilder(budget);
    new GraphImport(name, opset(name, model), new TensorDecoder(external, budget), builder)
        .run(model.getGraph());
    String digest = InputFile.digest(bytes, external.used().values());
    try {
      return builder.network.build(name, digest);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new ModelFileException(name + ": " + e.getMessage(), e);
    }
  }

  private static ModelProto parse(String name, byte[] bytes) {
    try {
      ModelProto model = ModelProto.parseFrom(CodedInputStream.newInstance(bytes));
      if (!model.hasGraph()) {
        throw new ModelFileException(
            name + ": An ONNX model requires a graph but the file has none.");
      }
      return model;
    } catch (IOException e) {
      throw new ModelFileException(
          name + ": An ONNX model requires a protobuf message but received " + e.getMessage(), e);
    }
  }

  private static int opset(String name, ModelProto model) {
    for (OperatorSetIdProto id : model.getOpsetImportList()) {
      if (id.getDomain().isEmpty() || id.getDomain().equals("ai.onnx")) {
        if (id.getVersion() < OLDEST || id.getVersion() > NEWEST) {
          throw new ModelFileException(
              name
                  + ": Reading requires an opset from "
                  + OLDEST
                  + " to "
                  + NEWEST
                  + " but received "
                  + id.getVersion()
                  + ".\nMaybe convert the model with the ONNX version converter.");
        }
        return (int) id.getVersion();
      }
    }
    throw new ModelFileException(
        name + ": A model requires the standard operator set but imports none.");
  }
}
