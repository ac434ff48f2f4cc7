package org.preimage.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.preimage.certificate.Indices;
import org.preimage.network.Network;

class ArrayFileTest {
  private static final NumberArray MATRIX = NumberArray.of(Indices.of(2, 3), 1, -2, 3, 4, 5, -6);

  @TempDir Path folder;

  /** A .npy file with a given header and 8-byte words behind it. */
  private Path npy(int version, String header, ByteOrder order, double... values) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(12 + text.length + 8 * values.length);
    bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    if (version == 1) {
      bytes.putShort((short) text.length);
    } else {
      bytes.putInt(text.length);
    }
    bytes.put(text).order(order);
    for (double value : values) {
      bytes.putDouble(value);
    }
    byte[] all = new byte[bytes.position()];
    bytes.flip().get(all);
    return Models.write(folder.resolve("a.npy"), all);
  }

  private static String header(String type, String fortran, String shape) {
    return "{'descr': '"
        + type
        + "', 'fortran_order': "
        + fortran
        + ", 'shape': "
        + shape
        + ", }\n";
  }

  @ParameterizedTest
  @EnumSource
  void npyAndNpzKeepArrays(ArrayFile.Element element) {
    ArrayFile.writeNpy(folder.resolve("a.npy"), MATRIX, element);
    assertThat(ArrayFile.read(folder.resolve("a.npy"))).isEqualTo(MATRIX);
    NumberArray vector = NumberArray.of(Indices.of(1), 7);
    NumberArray scalar = NumberArray.of(Indices.of(), 8);
    Map<String, NumberArray> arrays = Map.of("W", MATRIX, "b", vector, "c", scalar);
    ArrayFile.writeNpz(folder.resolve("a.npz"), arrays, element);
    assertThat(ArrayFile.readNpz(folder.resolve("a.npz"))).isEqualTo(arrays);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void ordersAndVersions(int version) {
    Path rows =
        npy(version, header("<f8", "False", "(2, 3)"), ByteOrder.LITTLE_ENDIAN, 1, -2, 3, 4, 5, -6);
    assertThat(ArrayFile.readNpy(rows)).isEqualTo(MATRIX);
    Path columns =
        npy(version, header(">f8", "True", "(2, 3)"), ByteOrder.BIG_ENDIAN, 1, 4, -2, 5, 3, -6);
    assertThat(ArrayFile.readNpy(columns)).isEqualTo(MATRIX);
  }

  @Test
  void fortranOrderWithThreeAxes() {
    Path file =
        npy(1, header("<f8", "True", "(1, 2, 3)"), ByteOrder.LITTLE_ENDIAN, 0, 3, 1, 4, 2, 5);
    assertThat(ArrayFile.readNpy(file).values()).containsExactly(0, 1, 2, 3, 4, 5);
  }

  @Test
  void halfPrecision() {
    assertThat(TensorDecoder.half(0x3c00)).isEqualTo(1);
    assertThat(TensorDecoder.half(0xc000)).isEqualTo(-2);
    assertThat(TensorDecoder.half(0x0001)).isEqualTo(0x1p-24);
    assertThat(TensorDecoder.half(0x7bff)).isEqualTo(65504);
    assertThat(TensorDecoder.half(0x7c00)).isInfinite();
    assertThat(TensorDecoder.half(0x7e00)).isNaN();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(100000, 100000)",
        "(1000000000,)",
        "(99999999999999999999,)",
        "(-1,)",
        "(2,)",
        "(1, 0)",
        "(1.5,)"
      })
  void shapesThatDoNotFit(String shape) {
    Path file = npy(1, header("<f8", "False", shape), ByteOrder.LITTLE_ENDIAN, 1);
    assertThatThrownBy(() -> ArrayFile.readNpy(file))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("a.npy");
  }

  @ParameterizedTest
  @ValueSource(strings = {"|O", "<c16", "<U4", "<f16", "<i8", "<f4", "<m8"})
  void elementTypesThatAreRefused(String type) {
    Path file = npy(1, header(type, "False", "(1,)"), ByteOrder.LITTLE_ENDIAN, 1e300);
    assertThatThrownBy(() -> ArrayFile.readNpy(file)).isInstanceOf(ModelFileException.class);
  }

  @Test
  void csvKeepsMatrices() {
    ArrayFile.writeCsv(folder.resolve("a.csv"), MATRIX);
    assertThat(ArrayFile.read(folder.resolve("a.csv"))).isEqualTo(MATRIX);
    Path file = text("# comment\n1, -2;3\r\n\n4 5\t-6e0\n");
    assertThat(ArrayFile.readCsv(file)).isEqualTo(MATRIX);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "1,2\n3\n", "1,x", "NaN", "1e999", "0x1p3", "1f", "1,\u0661"})
  void csvThatIsRefused(String content) {
    Path file = text(content);
    assertThatThrownBy(() -> ArrayFile.readCsv(file))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("a.csv");
  }

  private Path text(String content) {
    return Models.write(folder.resolve("a.csv"), content.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void zipBombs() throws IOException {
    Path file = folder.resolve("bomb.npz");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("W.npy"));
      byte[] start =
          Files.readAllBytes(
              npy(1, header("<f8", "False", "(2000000000,)"), ByteOrder.LITTLE_ENDIAN));
      zip.write(start);
      byte[] zeros = new byte[1 << 20];
      for (int k = 0; k < 64; k++) {
        zip.write(zeros);
      }
      zip.closeEntry();
    }
    assertThatThrownBy(() -> ModelLoader.read(file))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("elements");
  }

  @Test
  void archivesThatAreNone() {
    Path file = Models.write(folder.resolve("a.npz"), new byte[100]);
    assertThatThrownBy(() -> ModelLoader.read(file)).isInstanceOf(ModelFileException.class);
    ArrayFile.writeNpz(file, Map.of("V", MATRIX), ArrayFile.Element.FLOAT64);
    assertThatThrownBy(() -> ModelLoader.read(file))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("[V]");
  }

  @Test
  void layers() {
    NumberArray bias = NumberArray.of(Indices.of(2), 10, -20);
    ArrayFile.writeNpz(
        folder.resolve("l.npz"), Map.of("W", MATRIX, "b", bias), ArrayFile.Element.FLOAT64);
    Network layer = ModelLoader.read(folder.resolve("l.npz"));
    assertThat(layer.evaluate(new double[] {1, 1, 1})).containsExactly(12, 0);
    ArrayFile.writeCsv(folder.resolve("l.csv"), MATRIX);
    Network plain = ModelLoader.read(folder.resolve("l.csv"));
    assertThat(plain.evaluate(new double[] {1, 1, 1})).containsExactly(2, 3);
    assertThat(plain.digest()).hasSize(64);
  }

  @Test
  void layersWithOtherShapes() {
    Path file = folder.resolve("l.npz");
    NumberArray bias = NumberArray.of(Indices.of(3), 1, 2, 3);
    ArrayFile.writeNpz(file, Map.of("W", MATRIX, "b", bias), ArrayFile.Element.FLOAT64);
    assertThatThrownBy(() -> LayerFile.read(file))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("2 rows");
    Path vector = folder.resolve("v.npy");
    ArrayFile.writeNpy(vector, bias, ArrayFile.Element.FLOAT64);
    assertThatThrownBy(() -> LayerFile.read(vector)).isInstanceOf(ModelFileException.class);
    ArrayFile.writeNpy(
        vector, NumberArray.of(Indices.of(1, 1), Double.NaN), ArrayFile.Element.FLOAT64);
    assertThatThrownBy(() -> LayerFile.read(vector))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("finite");
  }
}
