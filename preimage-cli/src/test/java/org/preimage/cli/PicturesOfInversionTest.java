package org.preimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.preimage.onnx.ArrayFile;

/** The commands landscape, transition, weights and build generator. */
final class PicturesOfInversionTest {
  @TempDir Path folder;

  private Path generator(String ensemble) {
    Path model = folder.resolve(ensemble + ".onnx");
    CommandRun.of("build", "generator", "--ensemble", ensemble, "-o", model.toString())
        .requireCode(ExitCode.SUCCESS);
    return model;
  }

  private static JsonNode json(CommandRun run) throws IOException {
    return new ObjectMapper().readTree(run.requireCode(ExitCode.SUCCESS).out());
  }

  @Test
  void landscapeOfPositiveWeightsIsFlatAndProved() throws IOException {
    Path code = TestModels.npy(folder.resolve("z.npy"), new double[] {-1, -0.5}, 2);
    Path map = folder.resolve("map.png");
    Path costs = folder.resolve("costs.npy");
    JsonNode json =
        json(
            CommandRun.of(
                "landscape",
                generator("positive").toString(),
                "--code",
                code.toString(),
                "--mask",
                "random:0.5",
                "--grid",
                "21",
                "-o",
                map.toString(),
                "-o",
                costs.toString(),
                "--json"));

    assertThat(json.get("flat").asBoolean()).isTrue();
    assertThat(json.get("flatProved").asBoolean()).isTrue();
    assertThat(json.get("values").asInt()).isEqualTo(145);
    assertThat(json.get("minima").get(0).get("atCode").asBoolean()).isTrue();
    assertThat(ArrayFile.read(costs).shape()).hasToString("[21, 21]");
    assertThat(ArrayFile.read(costs).get(10 * 21 + 10)).isZero();
    assertThat(ImageIO.read(map.toFile()).getWidth()).isGreaterThan(600);
  }

  @Test
  void landscapeOfNormalWeightsHasOneMinimum() {
    CommandRun run =
        CommandRun.of("landscape", generator("gaussian").toString(), "--grid", "21", "--log")
            .requireCode(ExitCode.SUCCESS);

    assertThat(run.out()).contains("No minimum besides z* inside the grid", "289 of 289 outputs");
  }

  @Test
  void transitionOfRandomGenerators() throws IOException {
    Path plot = folder.resolve("curves.svg");
    JsonNode json =
        json(
            CommandRun.of(
                "transition",
                "--channels",
                "3,8,1",
                "--weights",
                "gaussian,signs",
                "--masks",
                "random,border",
                "--rates",
                "0.005,1",
                "--trials",
                "4",
                "--plot",
                plot.toString(),
                "--json"));

    assertThat(json.get("curves")).hasSize(4);
    for (JsonNode curve : json.get("curves")) {
      JsonNode points = curve.get("points");
      // One value cannot say three.
      assertThat(points.get(0).get("values").asInt()).isEqualTo(1);
      assertThat(points.get(0).get("recovered").get("count").asInt()).isZero();
      assertThat(points.get(1).get("recovered").get("count").asInt()).isGreaterThan(2);
      assertThat(points.get(1).get("recovered").get("upper").asDouble()).isEqualTo(1);
    }
    assertThat(Files.readString(plot)).contains("<svg");
  }

  @Test
  void weightsOfEachLayer() throws IOException {
    Path plot = folder.resolve("weights.png");
    JsonNode json =
        json(
            CommandRun.of(
                "weights", generator("signs").toString(), "--plot", plot.toString(), "--json"));

    assertThat(json.get("layers")).hasSize(2);
    assertThat(json.get("layers").get(0).get("weights").asInt()).isEqualTo(800);
    assertThat(json.get("layers").get(0).get("excessKurtosis").asDouble()).isBetween(-2.1, -1.9);
    assertThat(json.get("layers").get(0).get("looksNormal").asBoolean()).isFalse();
    BufferedImage picture = ImageIO.read(plot.toFile());
    assertThat(picture.getWidth()).isEqualTo(720);
  }

  @Test
  void selfTestCountsErrorsWithinTheRadius() throws IOException {
    JsonNode json =
        json(
            CommandRun.of(
                "invert",
                generator("gaussian").toString(),
                "--self-test",
                "100",
                "--noise",
                "20dB",
                "--json"));

    // 95 % promised; binomial deviation 2.2 %.
    assertThat(json.get("selfTest").get("withinRadius").asDouble()).isGreaterThan(0.89);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "landscape MODEL --grid 20 | odd number of grid points",
        "landscape MODEL -o map.gif | --output requires a file that ends in .png or .npy",
        "landscape MODEL --mask nothing | --mask requires",
        "transition MODEL --weights signs | no model is given",
        "transition --rates 2 | rates above 0 and at most 1",
        "transition --activation step | --activation requires relu",
        "transition --trials 0 | at least one trial",
        "weights MODEL --plot w.svg | --plot requires a file that ends in .png",
        "build generator --kernel 0x1 -o MODEL | ",
        "build generator --channels 5 -o MODEL | channels of the code and of each layer"
      })
  void wrongWordsAreOneComplaint(String words, String complaint) {
    String model = generator("uniform").toString();
    CommandRun run = CommandRun.of((Object[]) words.replace("MODEL", model).split(" "));

    run.requireCode(ExitCode.USAGE);
    assertThat(run.err()).contains(complaint == null ? "" : complaint).doesNotContain("\tat ");
    assertThat(run.out()).isEmpty();
  }
}
