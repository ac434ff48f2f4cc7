package org.preimage.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.preimage.certificate.Indices;

class NpyRowsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(ArrayFile.Element.class)
  void samplesAreTheSlicesOfTheWholeArray(ArrayFile.Element element) {
    double[] values = IntStream.range(0, 5 * 6000).mapToDouble(i -> i - 7).toArray();
    Path file = folder.resolve("many.npy");
    ArrayFile.writeNpy(file, NumberArray.of(Indices.of(5, 2, 3000), values), element);
    try (NpyRows rows = NpyRows.open(file)) {
      assertThat(rows.count()).isEqualTo(5);
      assertThat(rows.sampleShape()).isEqualTo(Indices.of(2, 3000));
      for (int k : new int[] {3, 0, 4, 4}) {
        assertThat(rows.sample(k)).isEqualTo(Arrays.copyOfRange(values, k * 6000, (k + 1) * 6000));
      }
    }
  }

  @Test
  void noSamplesIsNoError() {
    Path file = folder.resolve("none.npy");
    ArrayFile.writeNpy(file, NumberArray.of(Indices.of(0, 4)), ArrayFile.Element.FLOAT64);
    try (NpyRows rows = NpyRows.open(file)) {
      assertThat(rows.count()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1, -60})
  void aFileOfAnotherLengthIsRefusedAtOnce(int extra) throws IOException {
    Path file = folder.resolve("cut.npy");
    ArrayFile.writeNpy(
        file, NumberArray.of(Indices.of(2, 2), 1, 2, 3, 4), ArrayFile.Element.FLOAT64);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length + extra));
    assertThatThrownBy(() -> NpyRows.open(file))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("cut.npy");
  }

  @Test
  void aSingleNumberHasNoSamples() {
    Path file = folder.resolve("number.npy");
    ArrayFile.writeNpy(file, NumberArray.of(Indices.of(), 1), ArrayFile.Element.FLOAT64);
    assertThatThrownBy(() -> NpyRows.open(file))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("axis of samples");
  }

  @Test
  void writtenSamplesAreReadBackAndOthersAreNaN() {
    Path file = folder.resolve("written.npy");
    try (NpyRowsWriter writer = NpyRowsWriter.open(file, 3, Indices.of(2))) {
      writer.write(2, new double[] {5, 6});
    }
    try (NpyRowsWriter writer = NpyRowsWriter.open(file, 3, Indices.of(2))) {
      writer.write(0, new double[] {1, 2});
    }
    assertThat(ArrayFile.readNpy(file).values())
        .containsExactly(1, 2, Double.NaN, Double.NaN, 5, 6);
  }

  @Test
  void writingIntoAnotherArrayIsRefused() {
    Path file = folder.resolve("other.npy");
    NpyRowsWriter.open(file, 3, Indices.of(2)).close();
    assertThatThrownBy(() -> NpyRowsWriter.open(file, 4, Indices.of(2)))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("another file");
  }
}
