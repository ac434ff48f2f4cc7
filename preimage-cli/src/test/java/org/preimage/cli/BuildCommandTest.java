package org.preimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuildCommandTest {
  @TempDir private Path folder = Path.of("");
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dense --inputs 4 --outputs 10",
        "dense --inputs 1 --outputs 2 --ensemble signs --seed 7",
        "chain --widths 2,5,11 --bias 0.5 --shuffle",
        "convolution --channels 1,2 --size 8x8 --kernel 3x3",
        "convolution --channels 1,8 --size 6x6 --kernel 2x2 --stride 2x2 --bias 1",
        "convolution --channels 3,7 --size 9 --kernel 3 --ensemble uniform",
        "convolution --channels 8,4,2 --size 2x2 --kernel 4x4 --stride 2x2 --transposed --shuffle"
      })
  void builtModelsAreVerifiedAndChecked(String kind) {
    Path model = folder.resolve("model.onnx");
    Path certificate = folder.resolve("model.preimage");
    assertThat(run("build " + kind + " -o " + model)).as(err.toString()).isZero();
    assertThat(out.toString()).contains("model.onnx: ", "accepted by the checker");
    assertThat(certificate).isNotEmptyFile();
    assertThat(run("verify " + model + " " + certificate)).as(err.toString()).isZero();
    assertThat(run("check " + model + " --certificate " + folder.resolve("again.preimage")))
        .as(err.toString())
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "build dense --inputs 4 --outputs 7 -o x.onnx",
        "build dense --inputs 0 --outputs 7 -o x.onnx",
        "build dense --inputs 4 --outputs 8 -o x.txt",
        "build dense --inputs 4 --outputs 8 --bias -1 -o x.onnx",
        "build dense --inputs 4 --outputs 8",
        "build chain --widths 2 -o x.onnx",
        "build chain --widths 2,3 -o x.onnx",
        "build convolution --channels 1,2 --size 8x8 --kernel 3 -o x.onnx",
        "build convolution --channels 1,2 --size 8x8 --kernel 3x3 --padding 0x0 -o x.onnx",
        "build convolution --channels 1,8 --size 8 --kernel 1 --stride 2 -o x.onnx",
        "build convolution --channels 1,2 --size 0x8 --kernel 3x3 -o x.onnx",
        "build"
      })
  void impossibleRequestsAreUsageErrors(String line) {
    assertThat(run(line.replace(" x.", " " + folder + "/x."))).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).isNotBlank().doesNotContain("Exception");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aMissingFolderIsReported() {
    String line = "build dense --inputs 1 --outputs 2 -o " + folder.resolve("no/x.onnx");
    assertThat(run(line)).isEqualTo(ExitCode.CANNOT_WRITE);
    assertThat(err.toString()).contains("does not exist");
  }

  @Test
  void theSameSeedGivesTheSameBytes() throws Exception {
    Path one = folder.resolve("1.onnx");
    Path two = folder.resolve("2.onnx");
    assertThat(run("build dense --inputs 3 --outputs 9 --seed 5 -o " + one)).isZero();
    assertThat(run("build dense --inputs 3 --outputs 9 --seed 5 -o " + two)).isZero();
    assertThat(Files.readAllBytes(one)).isEqualTo(Files.readAllBytes(two));
  }

  private int run(String line) {
    return Preimage.run(line.split(" "), new PrintWriter(out, true), new PrintWriter(err, true));
  }
}
