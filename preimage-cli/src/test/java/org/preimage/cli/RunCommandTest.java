package org.preimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunCommandTest {
  @TempDir Path folder;
  private Path model = Path.of("");

  @BeforeEach
  void writeModel() {
    model = TestModels.identity(folder, 3);
  }

  @Test
  void evaluatesOneSample() {
    Path x = TestModels.npy(folder.resolve("x.npy"), new double[] {1, -2, 3}, 3);

    assertThat(CommandRun.of("run", model, "--input", x).requireCode(0).out())
        .contains("(1, 0, 3)");
  }

  @Test
  void evaluatesManySamples() {
    Path x = TestModels.npy(folder.resolve("x.npy"), new double[] {1, -2, 3, -4, 5, -6}, 2, 3);
    Path y = folder.resolve("y.npy");

    CommandRun.of("run", model, "-i", x, "-o", y).requireCode(0);
    JsonNode again = CommandRun.of("run", model, "-i", y, "--json").requireCode(0).json();

    JsonNode samples = again.path("outputs").path(0).path("samples");
    assertThat(samples).hasSize(2);
    assertThat(samples.path(1).toString()).isEqualTo("[0.0,5.0,0.0]");
  }

  @Test
  void readsAndWritesCsv() throws Exception {
    Path x = Files.writeString(folder.resolve("x.csv"), "1,-2,3\n4,5,6\n");
    Path y = folder.resolve("y.csv");

    CommandRun.of("run", model, "-i", x, "-o", y).requireCode(0);

    assertThat(Files.readAllLines(y)).hasSize(2);
    assertThat(Files.readString(y)).contains("5");
  }

  @Test
  void drawsAnImage() throws Exception {
    Path image = TestModels.image(folder);
    Path x = TestModels.npy(folder.resolve("x.npy"), new double[2 * 64], 2, 1, 8, 8);
    Path y = folder.resolve("y.png");

    CommandRun.of("run", image, "-i", x, "-o", y).requireCode(0);

    assertThat(ImageIO.read(y.toFile()).getHeight()).isGreaterThanOrEqualTo(8);
  }

  @Test
  void namesInputsAndOutputs() {
    Path image = TestModels.image(folder);
    Path x = TestModels.npy(folder.resolve("x.npy"), new double[64], 64);
    Path y = folder.resolve("y.npy");

    CommandRun.of("run", image, "--input", "x=" + x, "-o", "image=" + y).requireCode(0);

    assertThat(y).isNotEmptyFile();
  }

  @Test
  void refusesNumbersThatAreNone() {
    Path x = TestModels.npy(folder.resolve("x.npy"), new double[] {1, Double.NaN, 3}, 3);

    assertThat(CommandRun.of("run", model, "-i", x).requireCode(ExitCode.BAD_DATA).err())
        .contains("finite", "NaN", "x.npy");
  }

  @Test
  void refusesAWrongShape() {
    Path x = TestModels.npy(folder.resolve("x.npy"), new double[] {1, 2, 3, 4}, 4);

    assertThat(CommandRun.of("run", model, "-i", x).requireCode(ExitCode.BAD_DATA).err())
        .contains("requires shape 3", "has 4");
  }

  @Test
  void refusesWrongOutputs() {
    Path x = TestModels.npy(folder.resolve("x.npy"), new double[] {1, 2, 3}, 3);

    assertThat(CommandRun.of("run", model, "-i", x, "-o", "y.txt").requireCode(64).err())
        .contains(".npy");
    assertThat(CommandRun.of("run", model, "-i", x, "-o", "y.png").requireCode(64).err())
        .contains("8 × 8");
    assertThat(
            CommandRun.of("run", model, "-i", x, "-o", folder.resolve("none").resolve("y.npy"))
                .requireCode(ExitCode.CANNOT_WRITE)
                .err())
        .contains("y.npy", "cannot be written");
  }

  @Test
  void refusesMissingAndSurplusInputs() {
    Path x = TestModels.npy(folder.resolve("x.npy"), new double[] {1, 2, 3}, 3);

    CommandRun.of("run", model).requireCode(ExitCode.USAGE);
    CommandRun.of("run", model, "-i", x, "-i", x).requireCode(ExitCode.USAGE);
    CommandRun.of("run", model, "-i", folder.resolve("no.npy")).requireCode(ExitCode.NO_INPUT);
  }
}
