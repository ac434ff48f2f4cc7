package org.preimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CapacityCommandTest {
  @TempDir Path folder;

  @Test
  void tableOfOneLayerNamesMethodRigorAndSource() {
    CommandRun run = CommandRun.of("capacity").requireCode(ExitCode.SUCCESS);

    assertThat(run.out())
        .contains(
            "6.698051", "full RSB", "heuristic", "7.647695", "proved bound", "arXiv 2302.14112")
        .contains("not a bound");
  }

  @Test
  void writesJsonCsvAndPictures() throws IOException {
    Path csv = folder.resolve("a.csv");
    Path png = folder.resolve("a.png");
    JsonNode json =
        CommandRun.of("capacity", "--json", "--csv", csv, "--plot", png)
            .requireCode(ExitCode.SUCCESS)
            .json();

    List<String> lines = Files.readAllLines(csv);
    assertThat(lines.get(0)).startsWith("key,alpha,quantity,meaning,rigor");
    assertThat(lines).hasSize(1 + json.path("values").size());
    double value = json.path("values").get(0).path("alpha").asDouble();
    assertThat(Double.parseDouble(lines.get(1).split(",")[1])).isEqualTo(value);
    assertThat(ImageIO.read(png.toFile()).getWidth()).isEqualTo(1000);
  }

  @Test
  void advisesOnTheNumberOfRows() {
    String out = CommandRun.of("capacity", "--inputs", 100).requireCode(ExitCode.SUCCESS).out();

    assertThat(out).contains(" 1020 ", " 898 ", " 670 ", "proved for this n");
  }

  @Test
  void boundsTheFailureOfGivenSizes() {
    JsonNode json =
        CommandRun.of("capacity", "--inputs", 1, "--rows", 8, "--json")
            .requireCode(ExitCode.SUCCESS)
            .json();

    // All eight weights have one sign.
    assertThat(json.path("values").get(0).path("bound").asDouble())
        .isCloseTo(1 / 128.0, Offset.offset(1e-12));
    assertThat(CommandRun.of("capacity", "--inputs", 5, "--rows", 9).out())
        .contains("never injective");
  }

  @Test
  void goesLayerByLayer() throws IOException {
    Path svg = folder.resolve("depth.svg");
    JsonNode json =
        CommandRun.of(
                "capacity",
                "--layers",
                3,
                "--notion",
                2,
                "--method",
                "partial",
                "--json",
                "--plot",
                svg)
            .requireCode(ExitCode.SUCCESS)
            .json();

    assertThat(json.path("values")).hasSize(3);
    assertThat(json.path("values").get(1).path("expansion").asDouble())
        .isCloseTo(1.4807, Offset.offset(1e-4));
    assertThat(json.path("notes").toString()).contains("could not be read", "sufficient");
    // Letters are drawn as outlines, so that the picture looks the same everywhere.
    assertThat(Files.readString(svg)).contains("<svg", "<path").endsWith("</svg\n>\n");
  }

  @Test
  void takesHiddenWidths() {
    String out =
        CommandRun.of("capacity", "--layers", 2, "--hidden", "6.698")
            .requireCode(ExitCode.SUCCESS)
            .out();

    assertThat(out).contains("7.530767", "given hidden widths").doesNotContain("layer-1");
  }

  @Test
  void tellsTheActiveFraction() {
    assertThat(
            CommandRun.of("capacity", "--active-fraction", 5).requireCode(ExitCode.SUCCESS).out())
        .contains("0.085785", "0.108390", "proved lower bound");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--layers 9",
        "--layers 0",
        "--notion 3 --layers 2",
        "--layers 2 --hidden 7,7",
        "--inputs 0",
        "--inputs 5 --risk 1",
        "--active-fraction -1",
        "--method half --layers 2",
        "--plot x.gif",
        "--rows 7"
      })
  void refusesNonsense(String words) {
    Object[] line = ("capacity " + words).split(" ");
    CommandRun run = CommandRun.of(line).requireCode(ExitCode.USAGE);
    assertThat(run.out()).isEmpty();
  }
}
