package org.preimage.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.preimage.network.Network;

/** Models that travel. */
final class ModelFilesTest {
  @TempDir private Path folder;

  @Test
  void weightsBesideTheModelTravelWithIt() throws Exception {
    Files.createDirectories(folder.resolve("weights"));
    Models.write(folder.resolve("weights/w.bin"), new byte[] {0, 0, 64, 64, 0, 0, 0, 0});
    Path model = withExternalData().in(folder);
    Network here = OnnxReader.read(model);

    ModelFiles files = travelled(ModelFiles.gather(model));
    Files.delete(model);
    Files.delete(folder.resolve("weights/w.bin"));
    Network there = files.read();

    assertThat(there.name()).isEqualTo(here.name());
    assertThat(there.digest()).isEqualTo(here.digest());
    assertThat(there.evaluate(new double[] {1, 2})).containsExactly(4, 2);
  }

  @Test
  void matricesTravel() throws Exception {
    Path model = Files.writeString(folder.resolve("layer.csv"), "1,2\n3,4\n");

    ModelFiles files = travelled(ModelFiles.gather(model));

    assertThat(files.size()).isEqualTo(8);
    assertThat(files.read().digest()).isEqualTo(ModelLoader.read(model).digest());
  }

  @Test
  void whatCannotBeReadIsNotSentAnywhere() throws IOException {
    Path model = Files.writeString(folder.resolve("broken.onnx"), "no model");

    assertThatThrownBy(() -> ModelFiles.gather(model)).isInstanceOf(ModelFileException.class);
  }

  private static Models withExternalData() {
    Models models = Models.over(1, 2).node("Add", List.of("x", "w"), "y");
    models.graph.addInitializer(
        TensorProto.newBuilder()
            .setName("w")
            .addDims(2)
            .setDataType(1)
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalData(
                StringStringEntryProto.newBuilder().setKey("location").setValue("weights/w.bin")));
    return models;
  }

  private static ModelFiles travelled(ModelFiles files) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ObjectOutputStream objects = new ObjectOutputStream(out)) {
      objects.writeObject(files);
    }
    try (ObjectInputStream objects =
        new ObjectInputStream(new ByteArrayInputStream(out.toByteArray()))) {
      return (ModelFiles) objects.readObject();
    }
  }
}
