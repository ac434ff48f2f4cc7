package org.preimage.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.preimage.network.Network;

/** Networks made by others evaluate to what another runtime computed for them. */
class ReferenceNetworksTest {
  /** Per unit of the largest value inside the network: the references were computed in binary32. */
  private static final double TOLERANCE = 1e-5;

  /** Skipped where the data is absent, which a test factory would not show. */
  @Test
  void thereAreNetworksToCompare() {
    assertThat(TestData.models().stream().filter(model -> Files.isDirectory(reference(model))))
        .hasSizeGreaterThan(50);
  }

  @TestFactory
  Stream<DynamicTest> everyNetworkEvaluatesToItsReference() {
    Path folder = TestData.folder();
    return TestData.models().stream()
        .filter(model -> Files.isDirectory(reference(model)))
        .map(
            model ->
                DynamicTest.dynamicTest(folder.relativize(model).toString(), () -> compare(model)));
  }

  private static Path reference(Path model) {
    return Path.of(model.toString().replaceAll("\\.onnx$", ".ref"));
  }

  private static void compare(Path model) {
    Network network = OnnxReader.read(model);
    List<Tensor> inputs = TestData.tensors(reference(model), "input_");
    List<Tensor> outputs = TestData.tensors(reference(model), "output_");
    assertThat(outputs).hasSameSizeAs(network.outputs());
    int samples = inputs.get(0).size() / network.inputs().get(0).size();
    for (int s = 0; s < samples; s++) {
      double[] x = sample(inputs, s, samples);
      List<double[]> values = network.evaluateOutputs(x);
      double tolerance = TOLERANCE * Math.max(1, largest(network.trace(x)));
      for (int k = 0; k < outputs.size(); k++) {
        double[] expected = part(outputs.get(k), s, samples);
        assertThat(values.get(k)).containsExactly(expected, within(tolerance));
      }
    }
  }

  private static double largest(double[][] trace) {
    return Arrays.stream(trace).flatMapToDouble(Arrays::stream).map(Math::abs).max().orElse(0);
  }

  private static double[] sample(List<Tensor> inputs, int s, int samples) {
    return inputs.stream().flatMapToDouble(t -> Arrays.stream(part(t, s, samples))).toArray();
  }

  /** Samples lie along axis 0. */
  private static double[] part(Tensor t, int s, int samples) {
    int each = t.size() / samples;
    return Arrays.copyOfRange(t.reals(), s * each, (s + 1) * each);
  }
}
