package org.preimage.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.preimage.network.Network;

/** A network that is written and read again is the same function, to the last bit. */
class RoundTripTest {
  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> networksMadeByOthers() {
    return TestData.models().stream()
        .map(
            model ->
                DynamicTest.dynamicTest(
                    TestData.folder().relativize(model).toString(),
                    () -> requireSame(OnnxReader.read(model))));
  }

  @Test
  void operatorTests() throws IOException {
    Path archive = TestData.folder().resolve("onnx-op-tests/onnx-op-tests.zip");
    OperatorSuite suite = new OperatorSuite(Files.newInputStream(archive));
    int compared = 0;
    for (String name : suite.names()) {
      Path file = Models.write(folder.resolve("model.onnx"), suite.frozen(name).toByteArray());
      Network network;
      try {
        network = OnnxReader.read(file);
      } catch (ModelFileException e) {
        continue;
      }
      requireSame(network);
      compared++;
    }
    assertThat(compared).isGreaterThan(200);
  }

  private void requireSame(Network network) {
    Path copy = folder.resolve("copy.onnx");
    OnnxWriter.write(network, copy);
    Network again = OnnxReader.read(copy);
    assertThat(again.inputs()).isEqualTo(network.inputs());
    assertThat(again.outputs()).isEqualTo(network.outputs());
    double[] x = new Random(20).doubles(network.inputSize(), -2, 2).toArray();
    assertThat(firstDifference(again.evaluate(x), network.evaluate(x))).isEqualTo(-1);
  }

  /** Index of the first pair of unequal numbers, or −1; AssertJ takes long over large arrays. */
  private static int firstDifference(double[] a, double[] b) {
    assertThat(a).hasSameSizeAs(b);
    for (int i = 0; i < a.length; i++) {
      if (a[i] != b[i]) {
        return i;
      }
    }
    return -1;
  }
}
