package org.preimage.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.preimage.network.Network;

/**
 * Small models of our own, mostly of operators and attributes that the ONNX operator tests at hand
 * leave out, against what onnxruntime computed for them.
 */
class RuntimeAgreementTest {
  private static Path folder() {
    return Path.of(
        Objects.requireNonNull(RuntimeAgreementTest.class.getResource("/operators")).getPath());
  }

  @TestFactory
  Stream<DynamicTest> modelsAgreeWithTheirRecordedOutput() throws IOException {
    List<String> lines = Files.readAllLines(folder().resolve("expected.txt"));
    assertThat(lines).hasSizeGreaterThan(100);
    return lines.stream()
        .filter(line -> !line.startsWith("#"))
        .map(
            line ->
                DynamicTest.dynamicTest(line.substring(0, line.indexOf('|')), () -> check(line)));
  }

  private static void check(String line) {
    String[] parts = line.split("\\|", 3);
    Network network = OnnxReader.read(folder().resolve(parts[0] + ".onnx"));
    double[] expected = numbers(parts[2]);
    double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    assertThat(network.evaluate(numbers(parts[1])))
        .containsExactly(expected, within(1e-5 * Math.max(1, largest)));
  }

  private static double[] numbers(String list) {
    return Arrays.stream(list.split(",")).mapToDouble(Double::parseDouble).toArray();
  }
}
