package org.preimage.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SweepCommandTest {
  @TempDir Path folder;

  private Path store() {
    return folder.resolve("a.sqlite");
  }

  private CommandRun planar(Object... more) {
    Object[] words = {
      "sweep", "run", "--inputs", "2", "--rows", "6,8", "--trials", "200", "--store", store()
    };
    Object[] all = new Object[words.length + more.length];
    System.arraycopy(words, 0, all, 0, words.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return CommandRun.of(all);
  }

  @Test
  void showsSharesWithIntervalsAroundTheExactProbability() {
    JsonNode json = planar("--json", "--threads", "2").requireCode(ExitCode.SUCCESS).json();

    assertThat(json.path("finished").asLong()).isEqualTo(400);
    assertThat(json.path("planSha256").asText()).hasSize(64);
    for (JsonNode cell : json.path("cells")) {
      assertThat(cell.path("undecided").asLong()).isZero();
      assertThat(cell.path("exactProbability").asDouble())
          .isBetween(
              cell.path("clopperPearson").path(0).asDouble(),
              cell.path("clopperPearson").path(1).asDouble());
    }
    assertThat(json.path("cells")).hasSize(2);
    assertThat(json.path("transitions")).hasSize(1);
  }

  /** Spark's module is not on the class path of these tests. */
  @Test
  void clusterWithoutItsModuleSaysHowToGetIt() {
    CommandRun run = planar("--master", "local[2]").requireCode(ExitCode.USAGE);

    assertThat(run.err()).contains("received local[2]", "preimage-spark");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void goesOnWhereItStoppedAndRepeatsSingleTrials() {
    planar().requireCode(ExitCode.SUCCESS);
    CommandRun again = CommandRun.of("sweep", "run", "--store", store()).requireCode(0);
    assertThat(again.out()).contains("400 of 400 trials", "= 0.2500", "accepted");
    assertThat(CommandRun.of("sweep", "show", store()).requireCode(0).out()).isEqualTo(again.out());

    CommandRun trial = CommandRun.of("sweep", "trial", store(), "--index", "17").requireCode(0);
    assertThat(trial.out()).contains("cell 2x8", "The same result as in the file, bit for bit.");
    JsonNode json =
        CommandRun.of("sweep", "trial", store(), "--index", "17", "--json").requireCode(0).json();
    assertThat(json.path("sameAsStored").asBoolean()).isTrue();
  }

  @Test
  void writesTables() throws IOException {
    planar().requireCode(ExitCode.SUCCESS);
    Path csv = folder.resolve("a.csv");
    Path parquet = folder.resolve("a.parquet");
    CommandRun.of("sweep", "export", store(), "--csv", csv, "--parquet", parquet).requireCode(0);
    assertThat(Files.readAllLines(csv)).hasSize(401);
    assertThat(Files.size(parquet)).isPositive();
    CommandRun.of("sweep", "export", store(), "--csv", folder).requireCode(ExitCode.CANNOT_WRITE);
    CommandRun.of("sweep", "export", store()).requireCode(ExitCode.USAGE);
  }

  @Test
  void drawsWhatWasMeasured() throws IOException {
    planar().requireCode(ExitCode.SUCCESS);
    Path picture = folder.resolve("a.png");
    CommandRun.of("sweep", "show", store(), "--plot", picture).requireCode(0);
    assertThat(coloursOf(picture)).hasSizeGreaterThan(3);
    CommandRun.of("sweep", "show", store(), "--plot", folder.resolve("a.pdf"))
        .requireCode(ExitCode.USAGE);
  }

  @Test
  void showsRecoveryAtSeveralRatesWithTheExactProbability() throws IOException {
    CommandRun run =
        CommandRun.of(
                "sweep",
                "run",
                "--experiment",
                "recovery",
                "--cells",
                "2x6x10",
                "--rates",
                "0.2,0.4,0.8",
                "--trials",
                "40",
                "--store",
                store(),
                "--json")
            .requireCode(0);
    JsonNode json = run.json();
    assertThat(json.at("/cells/0/cell").asText()).isEqualTo("2x6x10@2");
    // P(Bin(2, ½) ≥ 2)·P(Bin(6, ½) ≥ 2) = ¼ · 57/64.
    assertThat(json.at("/cells/0/determinedProbability").asDouble())
        .isCloseTo(57 / 256.0, within(1e-12));
    assertThat(json.at("/cells/2/recovered/share").asDouble()).isGreaterThan(0.6);
    assertThat(json.at("/transitions/0/network").asText()).isEqualTo("2x6x10");
    Path picture = folder.resolve("r.png");
    CommandRun.of("sweep", "show", store(), "--plot", picture).requireCode(0);
    assertThat(coloursOf(picture)).hasSizeGreaterThan(4);
  }

  private static Set<Integer> coloursOf(Path picture) throws IOException {
    BufferedImage image = ImageIO.read(picture.toFile());
    Set<Integer> colours = new HashSet<>();
    for (int k = 0; k < image.getWidth() * image.getHeight(); k++) {
      colours.add(image.getRGB(k % image.getWidth(), k / image.getWidth()));
    }
    return colours;
  }

  @Test
  void readsThePlanItPrints() throws IOException {
    CommandRun printed =
        CommandRun.of("sweep", "plan", "--experiment", "smallest-rows", "--inputs", "2,3")
            .requireCode(0);
    Path plan = Files.writeString(folder.resolve("a.plan"), printed.out());
    CommandRun run =
        CommandRun.of("sweep", "run", "--plan", plan, "--store", store(), "--time", "50ms");
    assertThat(run.code()).isIn(ExitCode.SUCCESS, ExitCode.UNDECIDED);
    CommandRun more = CommandRun.of("sweep", "run", "--plan", plan, "--store", store());
    assertThat(more.requireCode(0).out()).contains("200 of 200 trials", "median m/n");
  }

  @Test
  void everyExperimentHasItsTable() {
    String[][] kinds = {
      {"active-rows", "30x60", "active at mean"},
      {"deep-activity", "2x6x6", "layer 1 injective"},
      {"deep-activity", "3x8x9", "mean fewest"},
      {"stability", "2x8", "optimal"},
      {"recovery", "2x6x8@5", "determined 95 %"},
    };
    for (String[] kind : kinds) {
      CommandRun run =
          CommandRun.of(
              "sweep",
              "run",
              "--experiment",
              kind[0],
              "--cells",
              kind[1],
              "--trials",
              "2",
              "--store",
              folder.resolve(kind[1] + ".sqlite"));
      assertThat(run.requireCode(0).out()).contains("2 of 2 trials", kind[2]);
    }
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    planar().requireCode(ExitCode.SUCCESS);
    assertThat(
            CommandRun.of("sweep", "run", "--inputs", "2", "--rows", "6", "--store", store())
                .requireCode(ExitCode.USAGE)
                .err())
        .contains("holds another one", "Maybe choose a new file");
    Path text = Files.writeString(folder.resolve("notes"), "nothing of the kind ".repeat(50));
    CommandRun.of("sweep", "show", text).requireCode(ExitCode.BAD_DATA);
    CommandRun.of("sweep", "show", folder.resolve("none")).requireCode(ExitCode.NO_INPUT);
    CommandRun.of("sweep", "run", "--store", folder.resolve("none")).requireCode(ExitCode.NO_INPUT);
    assertThat(folder.resolve("none")).doesNotExist();
    assertThat(
            CommandRun.of("sweep", "plan", "--experiment", "luck", "--inputs", "2")
                .requireCode(ExitCode.USAGE)
                .err())
        .contains("smallest-rows");
    CommandRun.of("sweep", "plan", "--inputs", "2").requireCode(ExitCode.USAGE);
    CommandRun.of("sweep", "plan", "--rows", "4").requireCode(ExitCode.USAGE);
    CommandRun.of("sweep", "plan", "--cells", "2x").requireCode(ExitCode.USAGE);
    CommandRun.of("sweep", "plan").requireCode(ExitCode.USAGE);
    CommandRun.of("sweep", "trial", store(), "--index", "400").requireCode(ExitCode.USAGE);
    CommandRun.of("sweep").requireCode(ExitCode.USAGE);
  }
}
