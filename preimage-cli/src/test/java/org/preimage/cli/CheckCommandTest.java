package org.preimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CheckCommandTest {
  @TempDir Path folder;

  @Test
  void provesAnInjectiveLayerAndWritesItsCertificate() {
    Path certificate = folder.resolve("proof of it.preimage");

    CommandRun run =
        CommandRun.of("check", TestModels.opposites(folder, 3), "--certificate", certificate)
            .requireCode(ExitCode.SUCCESS);

    assertThat(run.out())
        .contains("INJECTIVE: ", "R^3", "3 → 6", "2.00", "accepted by the exact checker")
        .doesNotContain("NOT_INJECTIVE", "UNDECIDED");
    assertThat(run.err()).isEmpty();
    assertThat(certificate).exists();
    CommandRun.of("verify", certificate).requireCode(ExitCode.SUCCESS);
  }

  @Test
  void showsTwoInputsWithTheSameOutput() {
    CommandRun run =
        CommandRun.of(
                "check",
                TestModels.identity(folder, 3),
                "--certificate",
                folder.resolve("c.preimage"))
            .requireCode(ExitCode.NEGATIVE);

    assertThat(run.out())
        .contains("NOT_INJECTIVE: ", "Two inputs with the same output", "x = (", "y = (");
  }

  @Test
  void resumesFromACheckpoint() throws IOException {
    Path model = TestModels.gaussian(folder, 9, 72, 1);
    Path certificate = folder.resolve("c.preimage");
    Path checkpoint = folder.resolve("proof.checkpoint");
    Object[] words = {
      "check", model, "--certificate", certificate, "--threads", 2, "--checkpoint", checkpoint
    };

    CommandRun.of(words).requireCode(ExitCode.SUCCESS);
    byte[] saved = Files.readAllBytes(checkpoint);
    String first = Files.readString(certificate);
    CommandRun.of(words).requireCode(ExitCode.SUCCESS);

    assertThat(Files.readAllBytes(checkpoint)).isEqualTo(saved);
    assertThat(Files.readString(certificate)).isEqualTo(first);
    saved[saved.length / 2] ^= 1;
    Files.write(checkpoint, saved);
    assertThat(CommandRun.of(words).requireCode(ExitCode.BAD_DATA).err()).contains("is damaged");
  }

  @Test
  void aCheckpointIsOfOneLayer() {
    CommandRun run =
        CommandRun.of(
            "check", TestModels.twoLayers(folder), "--checkpoint", folder.resolve("checkpoint"));

    assertThat(run.requireCode(ExitCode.USAGE).err()).contains("--layer K");
  }

  @Test
  void endsAtTheNodeLimit() {
    CommandRun run =
        CommandRun.of(
            "check",
            TestModels.gaussian(folder, 9, 72, 1),
            "--certificate",
            folder.resolve("c.preimage"),
            "--node-limit",
            1,
            "--json");

    run.requireCode(ExitCode.UNDECIDED);
    assertThat(run.json().path("effort").path("cells").asLong()).isLessThanOrEqualTo(2);
  }

  @Test
  void decidesAWholeNetwork() {
    Path certificate = folder.resolve("c.preimage");
    Path model = TestModels.twoLayers(folder);

    CommandRun run =
        CommandRun.of("check", model, "--certificate", certificate, "--json")
            .requireCode(ExitCode.SUCCESS);

    assertThat(run.json().path("layers")).hasSize(2);
    CommandRun.of("verify", model, certificate).requireCode(ExitCode.SUCCESS);
  }

  @Test
  void decidesOneLayerOfANetwork() {
    Path certificate = folder.resolve("c.preimage");
    Path model = TestModels.twoLayers(folder);

    CommandRun run =
        CommandRun.of("check", model, "--layer", 2, "--certificate", certificate)
            .requireCode(ExitCode.SUCCESS);

    assertThat(run.out()).contains("4 → 4");
    CommandRun verified = CommandRun.of("verify", model, certificate);
    assertThat(verified.requireCode(ExitCode.SUCCESS).out()).contains("not the whole network");
    CommandRun verifiedAsJson = CommandRun.of("verify", "--json", model, certificate);
    assertThat(verifiedAsJson.json().path("layerNode").isInt()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'--box=0.5,1', 0",
    "'--box=0,inf', 0",
    "'--box=-1,1', 1",
    "'--box=0,1;0,1;-1,1', 1",
    "'--ball=2', 1"
  })
  void answersForTheDomainAskedAbout(String option, int code) {
    CommandRun.of(
            "check",
            TestModels.identity(folder, 3),
            option,
            "--certificate",
            folder.resolve("c.preimage"))
        .requireCode(code);
  }

  @Test
  void printsExactlyOneJsonObjectWithTheDocumentedFields() {
    JsonNode json =
        CommandRun.of(
                "check",
                TestModels.identity(folder, 2),
                "--json",
                "--progress",
                "--seed=7",
                "--certificate",
                folder.resolve("c.preimage"))
            .requireCode(ExitCode.NEGATIVE)
            .json();

    assertThat(json.fieldNames())
        .toIterable()
        .contains(
            "verdict",
            "sentence",
            "domain",
            "layers",
            "certificate",
            "collision",
            "effort",
            "assumptions",
            "model",
            "modelSha256",
            "seed",
            "version");
    assertThat(json.path("verdict").asText()).isEqualTo("NOT_INJECTIVE");
    assertThat(json.path("seed").asLong()).isEqualTo(7);
    assertThat(json.path("modelSha256").asText()).matches("[0-9a-f]{64}");
    assertThat(json.path("certificate").path("accepted").asBoolean()).isTrue();
    JsonNode layer = json.path("layers").path(0);
    assertThat(layer.path("index").asInt()).isEqualTo(1);
    assertThat(layer.path("inputs").asInt()).isEqualTo(2);
    assertThat(layer.path("outputs").asInt()).isEqualTo(2);
    assertThat(layer.path("expansivity").asDouble()).isEqualTo(1);
    for (String field :
        new String[] {"kind", "activeRowMargin", "verdict", "evidence", "seconds"}) {
      assertThat(layer.has(field)).as(field).isTrue();
    }
    JsonNode collision = json.path("collision");
    assertThat(collision.path("x")).hasSize(2);
    assertThat(collision.path("y")).hasSize(2);
    assertThat(collision.path("distance").asDouble()).isPositive();
    assertThat(collision.path("outputDistance").asDouble()).isZero();
  }

  @Test
  void anInjectiveAnswerHasNoCollisionInJson() {
    JsonNode json =
        CommandRun.of(
                "check",
                TestModels.opposites(folder, 2),
                "--json",
                "--certificate",
                folder.resolve("c.preimage"))
            .requireCode(ExitCode.SUCCESS)
            .json();

    assertThat(json.path("collision").isNull()).isTrue();
    assertThat(json.path("domain").path("kind").asText()).isEqualTo("space");
  }

  @Test
  void drawsTheOutputsOfACollisionWhenTheyAreImages() {
    CommandRun run =
        CommandRun.of(
                "check",
                TestModels.image(folder),
                "--certificate",
                folder.resolve("image.preimage.gz"))
            .requireCode(ExitCode.NEGATIVE);

    assertThat(run.out()).contains("image-collision.png");
    assertThat(folder.resolve("image-collision.png")).isNotEmptyFile();
  }

  @Test
  void anUndecidedAnswerWritesNoCertificate() {
    Path certificate = folder.resolve("c.preimage");

    CommandRun run =
        CommandRun.of(
                "check",
                TestModels.gaussian(folder, 24, 240, 5),
                "--time-limit=300ms",
                "--certificate",
                certificate,
                "--json")
            .requireCode(ExitCode.UNDECIDED);

    assertThat(run.json().path("reason").asText()).isNotBlank();
    assertThat(run.json().path("certificate").isNull()).isTrue();
    assertThat(certificate).doesNotExist();
  }

  @Test
  @Timeout(60)
  void anInterruptPrintsWhatIsKnown() throws InterruptedException {
    Path model = TestModels.gaussian(folder, 24, 240, 5);
    CommandRun[] result = new CommandRun[1];
    Thread worker =
        new Thread(
            () ->
                result[0] =
                    CommandRun.of(
                        "check",
                        model,
                        "--time-limit=10m",
                        "--certificate",
                        folder.resolve("c.preimage")));

    worker.start();
    Thread.sleep(1500);
    worker.interrupt();
    worker.join();

    assertThat(result[0].requireCode(ExitCode.INTERRUPTED).out())
        .contains("Stopped with Ctrl-C", "UNDECIDED", "24 → 240", "effort:");
  }

  @ParameterizedTest
  @CsvSource({
    "'--box=1', requires LO,HI",
    "'--box=1,1', requires lower < upper",
    "'--box=1,x', requires numbers",
    "'--box=nan,1', requires numbers",
    "'--box=0,1e400', requires numbers",
    "'--box=0,1;0,1', one for each of the 3 coordinates",
    "'--ball=0', positive finite radius",
    "'--ball=-1', positive finite radius",
    "'--layer=0', from 1 on",
    "'--layer=2', from 1 to 1",
    "'--threads=0', at least 1",
    "'--time-limit=0s', positive number",
    "'--time-limit=soon', positive number",
    "'--seed=x', '--seed'",
    "'--bxo=1,2', '--box'"
  })
  void refusesAWrongCommandLine(String option, String message) {
    CommandRun run =
        CommandRun.of("check", TestModels.identity(folder, 3), option).requireCode(ExitCode.USAGE);

    assertThat(run.err()).contains(message);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void refusesTwoDomains() {
    CommandRun.of("check", TestModels.identity(folder, 3), "--ball=1", "--box=0,1")
        .requireCode(ExitCode.USAGE);
  }

  @Test
  void saysWhichInputIsMissing() {
    assertThat(CommandRun.of("check", folder.resolve("no.onnx")).requireCode(66).err())
        .contains("no.onnx does not exist");
    assertThat(CommandRun.of("check", folder).requireCode(66).err()).contains("is a folder");
    assertThat(
            CommandRun.of("check", TestModels.identity(folder, 3), "--vnnlib", "none.vnnlib")
                .requireCode(66)
                .err())
        .contains("none.vnnlib");
  }

  @Test
  void saysWhyAModelFileIsBroken() throws Exception {
    byte[] whole = Files.readAllBytes(TestModels.twoLayers(folder));
    Path truncated =
        Files.write(
            folder.resolve("truncated.onnx"), java.util.Arrays.copyOf(whole, whole.length / 2));
    Path text = Files.writeString(folder.resolve("text.onnx"), "not a model");

    CommandRun.of("check", truncated).requireCode(ExitCode.BAD_DATA);
    CommandRun.of("check", text).requireCode(ExitCode.BAD_DATA);
  }

  @Test
  void refusesAnUnwritableCertificateBeforeTheWork() {
    assertThat(
            CommandRun.of(
                    "check",
                    TestModels.gaussian(folder, 24, 240, 5),
                    "--certificate",
                    folder.resolve("none").resolve("c.preimage"))
                .requireCode(ExitCode.CANNOT_WRITE)
                .err())
        .contains("does not exist", "--certificate");
    CommandRun.of("check", TestModels.identity(folder, 2), "--certificate", folder)
        .requireCode(ExitCode.CANNOT_WRITE);
  }
}
