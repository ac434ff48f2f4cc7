package org.preimage.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.preimage.check.Checker;
import org.preimage.construction.BuildPlan;
import org.preimage.construction.ConstructedNetwork;
import org.preimage.network.Network;
import org.preimage.onnx.ModelLoader;

/** The programs and models of this folder do what its README says. */
class ExampleModelsTest {
  private static final Path FOLDER = Path.of(System.getProperty("preimage.root", ".."), "examples");

  /** A program as a user starts it. */
  interface Program {
    void run(String[] args) throws Exception;
  }

  @ParameterizedTest
  @CsvSource({
    "decoder-injective.onnx, INJECTIVE",
    "convolution-injective.onnx, INJECTIVE",
    "decoder-gaussian.onnx, NOT_INJECTIVE",
    "layer-perturbed.onnx, NOT_INJECTIVE"
  })
  void verdicts(String model, String verdict, @TempDir Path folder) throws Exception {
    Path certificate = folder.resolve("c.preimage");
    String said = output(CheckModel::main, FOLDER.resolve(model), certificate);
    assertThat(said).startsWith(verdict + ": ");
    assertThat(output(VerifyCertificate::main, certificate)).startsWith("Accepted");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "decoder-injective.onnx",
        "convolution-injective.onnx",
        "decoder-gaussian.onnx",
        "layer-perturbed.onnx"
      })
  void modelsAreSmallAndReproducible(String model, @TempDir Path folder) throws IOException {
    MakeExamples.main(new String[] {folder.toString()});
    assertThat(folder.resolve(model)).hasSameBinaryContentAs(FOLDER.resolve(model));
    assertThat(Files.size(FOLDER.resolve(model))).isLessThan(200_000);
  }

  @Test
  void storedModelsAreTheNetworksThatWereBuilt() {
    requireBuilt(MakeExamples.decoder(), "decoder-injective.onnx");
    requireBuilt(MakeExamples.upsampling(), "convolution-injective.onnx");
  }

  @Test
  void buildingInCode(@TempDir Path folder) throws Exception {
    Path model = folder.resolve("built.onnx");
    assertThat(output(BuildNetwork::main, model)).contains("3 → 8 → 20", "Accepted");
    assertThat(output(CheckModel::main, model)).startsWith("INJECTIVE");
  }

  private static void requireBuilt(BuildPlan plan, String model) {
    Network stored = ModelLoader.read(FOLDER.resolve(model));
    ConstructedNetwork built = ConstructedNetwork.build(plan);
    assertThat(Checker.check(built.certificateFor(stored)).accepted()).isTrue();
  }

  private static String output(Program program, Path... arguments) throws Exception {
    String[] words = new String[arguments.length];
    for (int k = 0; k < words.length; k++) {
      words[k] = arguments[k].toString();
    }
    PrintStream console = System.out;
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    System.setOut(new PrintStream(text, true, StandardCharsets.UTF_8));
    try {
      program.run(words);
    } finally {
      System.setOut(console);
    }
    return text.toString(StandardCharsets.UTF_8);
  }
}
