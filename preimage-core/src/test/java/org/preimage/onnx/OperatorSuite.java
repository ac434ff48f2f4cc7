package org.preimage.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The operator tests of the ONNX project: one tiny model each, with inputs and outputs. */
final class OperatorSuite {
  private final TreeMap<String, byte[]> files = new TreeMap<>();

  OperatorSuite(InputStream archive) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(archive)) {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        files.put(e.getName(), zip.readAllBytes());
      }
    }
  }

  /** Names such as node/test_relu. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (String file : files.keySet()) {
      if (file.endsWith("/model.onnx")) {
        names.add(file.substring(0, file.length() - "/model.onnx".length()));
      }
    }
    return names;
  }

  List<TensorProto> tensors(String name, String kind) throws IOException {
    List<TensorProto> tensors = new ArrayList<>();
    for (int k = 0; ; k++) {
      byte[] bytes = files.get(name + "/test_data_set_0/" + kind + "_" + k + ".pb");
      if (bytes == null) {
        return tensors;
      }
      tensors.add(TensorProto.parseFrom(bytes));
    }
  }

  /** The model as stored: every input is free. */
  ModelProto model(String name) throws IOException {
    return ModelProto.parseFrom(files.get(name + "/model.onnx"));
  }

  /** The inputs that are not parameters already. */
  static List<ValueInfoProto> free(ModelProto model) {
    Set<String> stored =
        model.getGraph().getInitializerList().stream()
            .map(TensorProto::getName)
            .collect(Collectors.toSet());
    return model.getGraph().getInputList().stream()
        .filter(i -> !stored.contains(i.getName()))
        .toList();
  }

  /** The model with the test's values of all inputs but the first stored as parameters. */
  ModelProto frozen(String name) throws IOException {
    ModelProto model = model(name);
    List<ValueInfoProto> free = free(model);
    List<TensorProto> values = tensors(name, "input");
    GraphProto.Builder graph = model.getGraph().toBuilder();
    for (int k = 1; k < Math.min(free.size(), values.size()); k++) {
      graph.addInitializer(values.get(k).toBuilder().setName(free.get(k).getName()));
    }
    return model.toBuilder().setGraph(graph).build();
  }
}
