package org.preimage.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.preimage.network.Network;
import org.preimage.onnx.ArrayFile;
import org.preimage.onnx.ModelLoader;
import org.preimage.onnx.NumberArray;

final class InvertCommandTest {
  @TempDir private Path folder;

  @Test
  void recoversAndProvesACode() {
    Path model = TestModels.twoLayers(folder);
    Path target = targets(model, 0.3, -1.25);
    Path certificate = folder.resolve("near.preimage");

    JsonNode json = invert(0, model, "--target", target, "--certificate", certificate).json();

    assertThat(json.get("diagnosis").asText()).isEqualTo("recovered");
    assertThat(json.get("code").get(0).asDouble()).isCloseTo(0.3, within(1e-12));
    assertThat(json.get("code").get(1).asDouble()).isCloseTo(-1.25, within(1e-12));
    assertThat(json.get("trust").get("rank").asInt()).isEqualTo(2);
    assertThat(json.get("evidence").get("claim").asText()).isEqualTo("only-code-nearby");
    assertThat(json.get("evidence").get("radius").asDouble()).isPositive();
    CommandRun.of("verify", model, certificate).requireCode(ExitCode.SUCCESS);
  }

  @Test
  void saysWhichCodesAMaskLeavesOpen() {
    Path model = TestModels.twoLayers(folder);
    Path target = targets(model, 1, 2);
    Path mask = TestModels.npy(folder.resolve("mask.npy"), new double[] {0, 2}, 2);

    JsonNode json = invert(1, model, "--target", target, "--mask", mask).json();

    assertThat(json.get("diagnosis").asText()).isEqualTo("not-unique");
    assertThat(json.get("kernel")).hasSize(1);
    assertThat(json.get("evidence").get("claim").asText()).isEqualTo("another-code");
    JsonNode other = json.get("evidence").get("otherCode");
    assertThat(other.get(0).asDouble()).isCloseTo(1, within(1e-9));
    assertThat(other.get(1).asDouble()).isNotCloseTo(2, within(1e-9));
  }

  @Test
  void homotopyIsAMethodToChoose() {
    Path model = TestModels.twoLayers(folder);
    Path target = targets(model, 0.3, -1.25);

    JsonNode json = invert(0, model, "--target", target, "--method", "homotopy").json();

    assertThat(json.get("diagnosis").asText()).isEqualTo("recovered");
    assertThat(json.get("method").asText()).startsWith("Homotopy in the mask, stages: 3; ");
    assertThat(json.get("code").get(1).asDouble()).isCloseTo(-1.25, within(1e-9));
  }

  @Test
  void saysWhatIsKnownOfTheWholeNetwork() {
    Path model =
        Path.of(System.getProperty("preimage.root", ".."), "examples/decoder-injective.onnx");
    Path certificate = folder.resolve("whole.preimage");
    CommandRun.of("check", model, "--certificate", certificate).requireCode(0);
    double[] data = ModelLoader.read(model).evaluate(new double[] {0.3, -1.25});
    Path target = TestModels.npy(folder.resolve("y.npy"), data, data.length);

    JsonNode all = invert(0, model, "--target", target, "--known", certificate).json();
    JsonNode part =
        invert(0, model, "--target", target, "--known", certificate, "--mask", "random:0.5").json();

    assertThat(all.at("/global/excludesOthers").asBoolean()).isTrue();
    assertThat(all.at("/global/sentence").asText()).contains("no other input in R^2");
    assertThat(part.at("/global/excludesOthers").asBoolean()).isFalse();
    Path other = TestModels.twoLayers(folder);
    Path values = TestModels.npy(folder.resolve("four.npy"), new double[] {0.5, 0.5, 0.5, 0.5}, 4);
    assertThat(invert(65, other, "--target", values, "--known", certificate).err())
        .contains("not about the whole of this network");
  }

  @Test
  void aLossToleratesWrongOutputs() {
    Path model =
        Path.of(System.getProperty("preimage.root", ".."), "examples/decoder-injective.onnx");
    double[] data = ModelLoader.read(model).evaluate(new double[] {0.3, -1.25});
    data[3] += 4;
    data[17] = 9;
    Path target = TestModels.npy(folder.resolve("scratched.npy"), data, data.length);

    JsonNode json = invert(0, model, "--target", target, "--loss", "l1").json();

    assertThat(json.get("diagnosis").asText()).isEqualTo("recovered");
    assertThat(json.get("loss").asText()).isEqualTo("l1");
    assertThat(json.get("code").get(0).asDouble()).isCloseTo(0.3, within(1e-9));
    assertThat(json.get("code").get(1).asDouble()).isCloseTo(-1.25, within(1e-9));
    assertThat(invert(2, model, "--target", target).json().get("code").get(0).asDouble())
        .isNotCloseTo(0.3, within(1e-3));
  }

  @Test
  void provesTheEndsOfAFamilyAndDrawsThem() throws IOException {
    Path model = TestModels.image(folder);
    Path target = TestModels.npy(folder.resolve("flat.npy"), new double[64], 1, 8, 8);
    Path gallery = folder.resolve("two.png");
    Path certificate = folder.resolve("two.preimage");

    JsonNode json =
        invert(
                1,
                model,
                "--target",
                target,
                "--mask",
                "top",
                "--gallery",
                gallery,
                "--certificate",
                certificate)
            .json();

    JsonNode second = json.get("second");
    assertThat(second.get("kind").asText()).isEqualTo("family");
    assertThat(second.get("accepted").asBoolean()).isTrue();
    assertThat(second.get("distance").asDouble()).isGreaterThan(1);
    assertThat(json.get("otherCode")).isEqualTo(second.get("otherCode"));
    CommandRun.of("verify", model, second.get("file").asText()).requireCode(ExitCode.SUCCESS);
    BufferedImage sheet = ImageIO.read(gallery.toFile());
    assertThat(sheet.getHeight()).isGreaterThan(3 * sheet.getWidth());
    JsonNode without = invert(1, model, "--target", target, "--mask", "top", "--second", 0).json();
    assertThat(without.has("second")).isFalse();
  }

  @Test
  void whatAMaskHidesMayBeAnything() {
    Path model = TestModels.image(folder);
    double[] pixels = new double[64];
    Arrays.fill(pixels, 0, 32, 0.5);
    Arrays.fill(pixels, 32, 64, Double.NaN);
    Path target = TestModels.npy(folder.resolve("half.npy"), pixels, 1, 8, 8);
    Path gallery = folder.resolve("gallery.png");

    JsonNode json =
        invert(1, model, "--target", target, "--mask", "top", "--gallery", gallery).json();

    assertThat(json.get("relativeResidual").asDouble()).isLessThan(1e-9);
    assertThat(json.get("values").asInt()).isEqualTo(32);
    assertThat(gallery).exists();
  }

  @Test
  void readsATargetFromAnImage() throws IOException {
    Path model = TestModels.image(folder);
    BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 64; i++) {
      image.setRGB(i % 8, i / 8, 0xffffff);
    }
    Path file = folder.resolve("white.png");
    ImageIO.write(image, "png", file.toFile());

    JsonNode json = invert(0, model, "--target", file).json();

    json.get("code").forEach(z -> assertThat(z.asDouble()).isCloseTo(1, within(1e-9)));
  }

  @Test
  void goesOnWithManyTargetsWhereAKillStoppedIt() throws IOException {
    Path model = TestModels.twoLayers(folder);
    double[][] codes = {{1, 2}, {-1, 0.5}, {0.25, -3}, {2, 2}, {-0.5, -0.5}};
    Path targets = targets(model, codes);
    Path results = folder.resolve("r.jsonl");
    Path recovered = folder.resolve("codes.npy");
    Object[] words = {
      "--target", targets, "--results", results, "--codes", recovered, "--threads", "2"
    };
    invert(0, model, words);
    byte[] whole = Files.readAllBytes(results);
    // As if it had been killed in the middle of a line.
    Files.write(results, Arrays.copyOf(whole, whole.length - 100));

    JsonNode again = invert(0, model, words).json();

    assertThat(again.get("done").asInt()).isEqualTo(5);
    assertThat(again.get("doneEarlier").asInt()).isBetween(1, 4);
    assertThat(indices(results)).containsExactly(0, 1, 2, 3, 4);
    double[] found = ArrayFile.readNpy(recovered).values();
    for (int k = 0; k < 10; k++) {
      assertThat(found[k]).isCloseTo(codes[k / 2][k % 2], within(1e-9));
    }
    CommandRun other =
        CommandRun.of(words(model, words, "--seed", "7")).requireCode(ExitCode.BAD_DATA);
    assertThat(other.err()).contains("seed 1 instead of 7");
  }

  @Test
  void testsItself() {
    Path model = TestModels.twoLayers(folder);

    JsonNode test = invert(0, model, "--self-test", "20").json().get("selfTest");

    assertThat(test.get("trials").asInt()).isEqualTo(20);
    assertThat(test.get("successRate").asDouble()).isEqualTo(1);
    assertThat(test.get("medianRelativeError").asDouble()).isLessThan(1e-9);
    assertThat(test.get("medianSeconds").asDouble()).isPositive();
    assertThat(test.get("explained").asInt()).isZero();
  }

  @Test
  void explainsEveryFailureOfAMaskThatIsTooSmall() {
    Path model = TestModels.twoLayers(folder);
    Path mask = TestModels.npy(folder.resolve("mask.npy"), new double[] {1, 3}, 2);

    JsonNode test = invert(0, model, "--self-test", "10", "--mask", mask).json().get("selfTest");

    assertThat(test.get("failures").asInt()).isEqualTo(10);
    assertThat(test.get("explained").asInt()).isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource({
    "--target missing.npy, 66, does not exist",
    "--target nan.npy, 65, requires finite values",
    "--target large.npy, 65, 'values in [0, 1]'",
    "--target short.npy, 65, requires 4 values",
    "--target text.png, 65, 'is one'",
    "--self-test 0, 64, at least 1",
    "--self-test 3 --mask none.npy, 64, at least one",
    "--self-test 3 --mask random:0, 64, above 0",
    "--self-test 3 --mask top, 64, '[H, W]'",
    "--self-test 3 --measure gaussian:0, 64, from 1",
    "--self-test 3 --noise loud, 64, such as 0.05",
    "--self-test 3 --prior happy, 64, 'gaussian:LAMBDA'",
    "--self-test 3 --method magic, 64, 'layerwise'",
    "--self-test 3 --method homotopy --loss l1, 64, 'requires another method than Adam or homotopy'",
    "--self-test 3 --loss l7, 64, 'l1 or linf'",
    "--self-test 3 --loss l1 --prior box, 64, no prior",
    "--self-test 3 --loss l1 --measure gaussian:3, 64, single outputs",
    "--self-test 3 --restarts 0, 64, at least 1",
    "--self-test 3 --second 4, 64, requires one target",
    "--self-test 3 --second -1, 64, at least 0",
    "--self-test 3 --gallery g.png, 64, is an image",
    "--self-test 3 --codes nowhere/z.npy, 73, folder",
    "--self-test 3 --codes z.npy, 64, --codes says nothing where codes are drawn",
    "--self-test 3 --certificate z.preimage, 64, writes --gallery",
    "--target many.npy --certificate z.preimage, 64, there are many targets",
    "--target good.npy --results z.jsonl, 64, there is one target"
  })
  void complains(String words, int code, String message) throws IOException {
    Path model = TestModels.twoLayers(folder);
    TestModels.npy(folder.resolve("nan.npy"), new double[] {0.5, Double.NaN, 0.5, 0.5}, 4);
    TestModels.npy(folder.resolve("large.npy"), new double[] {0.5, 37, 0.5, 0.5}, 4);
    TestModels.npy(folder.resolve("short.npy"), new double[] {0.5, 0.5, 0.5}, 3);
    TestModels.npy(folder.resolve("none.npy"), new double[0], 0);
    TestModels.npy(folder.resolve("good.npy"), new double[] {0.5, 0.5, 0.5, 0.5}, 4);
    TestModels.npy(folder.resolve("many.npy"), new double[8], 2, 4);
    Files.writeString(folder.resolve("text.png"), "no picture");
    List<String> all = new ArrayList<>(List.of("invert", model.toString()));
    for (String word : words.split(" ")) {
      boolean file = word.matches("[a-z/]+\\.(npy|png)");
      all.add(file ? folder.resolve(word).toString() : word);
    }

    CommandRun run = CommandRun.of(all.toArray()).requireCode(code);

    assertThat(run.err()).contains(message);
    assertThat(run.out()).isEmpty();
  }

  private static CommandRun invert(int code, Path model, Object... words) {
    return CommandRun.of(words(model, words, "--json")).requireCode(code);
  }

  private static Object[] words(Path model, Object[] words, Object... more) {
    List<Object> all = new ArrayList<>(List.of("invert", model));
    all.addAll(List.of(words));
    all.addAll(List.of(more));
    return all.toArray();
  }

  private Path targets(Path model, double... code) {
    Network network = ModelLoader.read(model);
    return TestModels.npy(folder.resolve("target.npy"), network.evaluate(code), 4);
  }

  private Path targets(Path model, double[][] codes) {
    Network network = ModelLoader.read(model);
    double[] all =
        Arrays.stream(codes).flatMapToDouble(z -> Arrays.stream(network.evaluate(z))).toArray();
    Path file = folder.resolve("targets.npy");
    ArrayFile.writeNpy(
        file,
        NumberArray.of(org.preimage.certificate.Indices.of(codes.length, 4), all),
        ArrayFile.Element.FLOAT64);
    return file;
  }

  private static List<Integer> indices(Path results) throws IOException {
    List<Integer> indices = new ArrayList<>();
    for (String line : Files.readAllLines(results).subList(1, 6)) {
      indices.add(new ObjectMapper().readTree(line).get("index").asInt());
    }
    return indices;
  }
}
