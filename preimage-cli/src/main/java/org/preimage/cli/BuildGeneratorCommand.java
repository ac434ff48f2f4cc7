package org.preimage.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.preimage.generative.GeneratorPlan;
import org.preimage.network.Network;
import org.preimage.onnx.ModelFileException;
import org.preimage.onnx.ModelLoader;
import org.preimage.onnx.OnnxWriter;
import org.preimage.random.SeedStream;
import org.preimage.random.WeightEnsemble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code preimage build generator}: a random generator, injective or not. */
@Command(
    name = "generator",
    description =
        "Makes a random generator of transposed convolutions without biases. It comes without a"
            + " certificate: whether it is one-to-one is left to chance.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  preimage build generator -o a.onnx                  2 inputs, 17 x 17 pixels",
      "  preimage build generator --ensemble positive -o d.onnx",
      "  preimage build generator --channels 10,32,16,1 --kernel 4x4 --stride 2x2 \\",
      "    --activation leaky-relu --last tanh -o deep.onnx"
    })
final class BuildGeneratorCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Mixin private GeneratorWords words = new GeneratorWords();

  @Option(
      names = "--ensemble",
      paramLabel = "LAW",
      defaultValue = "gaussian",
      description = "Weights: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private WeightEnsemble ensemble = WeightEnsemble.GAUSSIAN;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Seed of every random choice. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "MODEL",
      required = true,
      description = "The ONNX file to write.")
  private Path model = Path.of("");

  @Option(names = "--json", description = "Print one JSON object instead of text.")
  private boolean json;

  @Override
  public Integer call() {
    if (!model.toString().endsWith(".onnx")) {
      throw new CommandException(
          ExitCode.USAGE,
          "--output requires a file that ends in .onnx but received " + model + ".");
    }
    GeneratorPlan plan = words.plan().withLaw(ensemble);
    Network stored = write(plan);
    PrintWriter out = Commands.out(spec);
    if (json) {
      ObjectNode node = JsonText.object();
      node.put("model", model.toString()).put("modelSha256", stored.digest());
      node.put("description", plan.description());
      node.put("inputs", stored.inputSize()).put("outputs", stored.outputSize());
      node.put("ensemble", ensemble.name().toLowerCase(Locale.ROOT));
      node.put("seed", seed).put("version", Version.text());
      out.println(JsonText.print(node));
    } else {
      out.printf("%s: %s, seed %d%n", model, plan.description(), seed);
      out.printf(
          "  %s, %s%n",
          NumberText.counted(stored.inputSize(), "input"),
          NumberText.counted(stored.outputSize(), "output"));
    }
    return ExitCode.SUCCESS;
  }

  private Network write(GeneratorPlan plan) {
    try {
      OnnxWriter.write(plan.draw(SeedStream.of(seed)), model);
    } catch (ModelFileException e) {
      throw new CommandException(ExitCode.CANNOT_WRITE, String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
    return ModelLoader.read(model);
  }
}
