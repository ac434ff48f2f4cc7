package org.preimage.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.preimage.network.Network;

/** Supported operators agree with the operator tests of the ONNX project. */
class OnnxOperatorsTest {
  /** What docs/onnx-support.md states. */
  private static final int LEAST_PASSED = 217;

  private static final double TOLERANCE = 1e-5;

  @TempDir Path folder;

  @Test
  void everyOperatorTestPassesOrIsRefused() throws IOException {
    Path archive = TestData.folder().resolve("onnx-op-tests/onnx-op-tests.zip");
    OperatorSuite suite = new OperatorSuite(Files.newInputStream(archive));
    Map<String, String> parameters = new TreeMap<>();
    Map<String, String> free = new TreeMap<>();
    for (String name : suite.names()) {
      List<Tensor> inputs = decoded(suite.tensors(name, "input"));
      List<Tensor> outputs = decoded(suite.tensors(name, "output"));
      parameters.put(name, outcome(suite.frozen(name), inputs, outputs));
      if (OperatorSuite.free(suite.model(name)).size() > 1) {
        free.put(name, outcome(suite.model(name), inputs, outputs));
      }
    }
    report("first input free, others stored", parameters);
    report("all inputs free", free);
    assertThat(parameters).as("failed").doesNotContainValue("failed");
    assertThat(free).as("failed").doesNotContainValue("failed");
    assertThat(parameters.values().stream().filter("passed"::equals).count())
        .isGreaterThanOrEqualTo(LEAST_PASSED);
  }

  private static List<Tensor> decoded(List<TensorProto> tensors) {
    return tensors.stream()
        .map(t -> new TensorDecoder(null, new ElementBudget()).decode(t))
        .toList();
  }

  private String outcome(ModelProto model, List<Tensor> inputs, List<Tensor> outputs)
      throws IOException {
    Path file = folder.resolve("model.onnx");
    Files.write(file, model.toByteArray());
    Network network;
    try {
      network = OnnxReader.read(file);
    } catch (ModelFileException e) {
      return "refused: " + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
    double[] x =
        inputs.stream()
            .limit(network.inputs().size())
            .flatMapToDouble(t -> Arrays.stream(t.reals()))
            .toArray();
    List<double[]> values = network.evaluateOutputs(x);
    for (int k = 0; k < values.size(); k++) {
      if (!agree(values.get(k), outputs.get(k).reals())) {
        return "failed";
      }
    }
    return "passed";
  }

  private static boolean agree(double[] actual, double[] expected) {
    boolean agree = actual.length == expected.length;
    for (int i = 0; agree && i < expected.length; i++) {
      agree = Math.abs(actual[i] - expected[i]) <= TOLERANCE * Math.max(1, Math.abs(expected[i]));
    }
    return agree;
  }

  private static void report(String how, Map<String, String> outcomes) {
    long passed = outcomes.values().stream().filter("passed"::equals).count();
    long failed = outcomes.values().stream().filter("failed"::equals).count();
    System.out.printf(
        "ONNX operator tests, %s: score %d passed, %d refused, %d failed%n",
        how, passed, outcomes.size() - passed - failed, failed);
    List<String> others = new ArrayList<>();
    outcomes.forEach((name, o) -> others.add(name + ": " + o));
    others.removeIf(line -> line.endsWith(": passed"));
    others.forEach(line -> System.out.println("  score " + line));
  }
}
