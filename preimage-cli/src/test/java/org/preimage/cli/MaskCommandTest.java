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

/** (x, y) ↦ sigmoid of (x⁺ + 1, 2 y⁺ + 2, 3 x⁻ + 3, 4 y⁻ + 4), and an 8 × 8 picture. */
final class MaskCommandTest {
  @TempDir Path folder;

  private Path codes(double... values) {
    return TestModels.npy(folder.resolve("codes.npy"), values, values.length / 2, 2);
  }

  private JsonNode json(int code, Object... words) throws IOException {
    String[] all = new String[words.length + 2];
    all[0] = "mask";
    for (int k = 0; k < words.length; k++) {
      all[k + 1] = words[k].toString();
    }
    all[words.length + 1] = "--json";
    return new ObjectMapper().readTree(CommandRun.of((Object[]) all).requireCode(code).out());
  }

  @Test
  void findsTheOutputsOfEachQuadrant() throws IOException {
    Path model = TestModels.twoLayers(folder);
    JsonNode one = json(ExitCode.SUCCESS, model, "--codes", codes(1, 2));
    assertThat(one.get("observed")).hasToString("[0,1]");
    assertThat(one.get("answers").get(0).get("answer").asText()).isEqualTo("DETERMINED");
    assertThat(one.get("answers").get(0).get("radius").asDouble()).isBetween(0.2, 1.0);
    JsonNode both = json(ExitCode.SUCCESS, model, "--codes", codes(1, 2, -1, -3));
    assertThat(both.get("observed")).hasToString("[0,1,2,3]");
    assertThat(both.get("determined").asInt()).isEqualTo(2);
  }

  @Test
  void showsAnotherCodeWhereAMaskIsBlind() throws IOException {
    Path model = TestModels.twoLayers(folder);
    Path mask = TestModels.npy(folder.resolve("mask.npy"), new double[] {0, 1}, 2);
    Path proofs = folder.resolve("proofs");
    JsonNode found =
        json(
            ExitCode.NEGATIVE,
            model,
            "--mask",
            mask,
            "--codes",
            codes(1, 2, -1, 3),
            "--certificate",
            proofs);
    assertThat(found.get("answers").get(0).get("answer").asText()).isEqualTo("DETERMINED");
    JsonNode blind = found.get("answers").get(1);
    assertThat(blind.get("answer").asText()).isEqualTo("AMBIGUOUS");
    assertThat(blind.get("other").get(0).asDouble()).isNegative().isNotEqualTo(-1);
    assertThat(blind.get("other").get(1).asDouble()).isEqualTo(3);
    for (int k = 0; k < 2; k++) {
      String proof = found.get("answers").get(k).get("certificate").asText();
      assertThat(CommandRun.of("verify", model.toString(), proof).requireCode(0).out())
          .contains("accepted", "2 of the 4 output values");
    }
  }

  @Test
  void saysWhatIsNotProved() throws IOException {
    Path model = TestModels.twoLayers(folder);
    // At the corner of all cells the map is one-to-one, but no small box is in reach of the rule.
    JsonNode found = json(ExitCode.UNDECIDED, model, "--mask", "all", "--codes", codes(0, 0));
    assertThat(found.get("answers").get(0).get("answer").asText()).isEqualTo("UNPROVED");
    assertThat(CommandRun.of("mask", model.toString(), "--codes", codes(0, 0).toString()).code())
        .isEqualTo(ExitCode.UNDECIDED);
  }

  @Test
  void drawsMasksOfPictures() throws IOException {
    Path model = TestModels.image(folder);
    Path picture = folder.resolve("mask.png");
    JsonNode top =
        json(ExitCode.NEGATIVE, model, "--mask", "top:0.25", "--codes", "1", "--picture", picture);
    assertThat(top.get("observed")).hasSize(16);
    assertThat(top.get("tooSmall").asBoolean()).isTrue();
    BufferedImage drawn = ImageIO.read(picture.toFile());
    assertThat(drawn.getRGB(3, 3) & 0xff).isEqualTo(0xff);
    assertThat(drawn.getRGB(3, drawn.getHeight() - 3) & 0xff).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "top,32",
    "bottom:0.25,16",
    "left,32",
    "right:1,64",
    "border,28",
    "border:2,48",
    "random,32"
  })
  void namesMasks(String mask, int size) throws IOException {
    Path model = TestModels.image(folder);
    JsonNode found = json(ExitCode.SUCCESS, model, "--mask", "all", "--codes", "1", "--box=1,2");
    assertThat(found.get("observed")).hasSize(64);
    JsonNode part =
        json(
            size == 64 ? ExitCode.SUCCESS : ExitCode.NEGATIVE,
            model,
            "--mask",
            mask,
            "--codes",
            "1",
            "--box=1,2");
    assertThat(part.get("observed")).hasSize(size);
  }

  @Test
  void readsAPictureAsMask() throws IOException {
    Path file = folder.resolve("half.png");
    BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 8; y++) {
      image.setRGB(2, y, 0xffffff);
    }
    ImageIO.write(image, "png", file.toFile());
    JsonNode found =
        json(ExitCode.NEGATIVE, TestModels.image(folder), "--mask", file, "--codes", "1");
    assertThat(found.get("observed")).hasSize(8);
    assertThat(found.get("observed").get(1).asInt()).isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource({
    "--mask diagonal, 64, requires one of all",
    "--mask random:2, 64, above 0 and at most 1",
    "--mask top, 64, '[H, W]'",
    "--mask nothing.npy, 66, does not exist",
    "--codes 0, 64, from 1 to",
    "--codes z.npy, 66, does not exist",
    "--picture a.png, 64, '[H, W]'",
    "--box=1, 64, 'LO,HI'"
  })
  void complains(String words, int code, String message) {
    String model = TestModels.twoLayers(folder).toString();
    String[] all = ("mask MODEL " + words).split(" ");
    all[1] = model;
    CommandRun run = CommandRun.of((Object[]) all).requireCode(code);
    assertThat(run.err()).contains(message).doesNotContain("Exception").doesNotContain("\tat ");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void complainsAboutBadFiles() throws IOException {
    String model = TestModels.image(folder).toString();
    Path text = folder.resolve("text.png");
    Files.writeString(text, "no picture");
    assertThat(CommandRun.of("mask", model, "--mask", text.toString()).requireCode(65).err())
        .contains("requires PNG");
    Path half = TestModels.npy(folder.resolve("half.npy"), new double[] {0.5}, 1);
    assertThat(CommandRun.of("mask", model, "--mask", half.toString()).requireCode(65).err())
        .contains("numbers of outputs");
    Path codes = TestModels.npy(folder.resolve("c.npy"), new double[] {1, 2, 3}, 3);
    assertThat(CommandRun.of("mask", model, "--codes", codes.toString()).requireCode(65).err())
        .contains("requires shape");
  }
}
