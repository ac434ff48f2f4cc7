package org.preimage.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.preimage.certificate.Certificate;
import org.preimage.construction.BuildPlan;
import org.preimage.construction.ConstructedNetwork;
import org.preimage.construction.ConstructionException;
import org.preimage.construction.LayerStyle;
import org.preimage.construction.RowOrder;
import org.preimage.network.Network;
import org.preimage.onnx.ModelFileException;
import org.preimage.onnx.ModelLoader;
import org.preimage.onnx.OnnxWriter;
import org.preimage.random.WeightEnsemble;
import picocli.CommandLine.Option;

/** The options that all kinds of {@code preimage build} share, and what they do with a plan. */
final class BuildTarget {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "MODEL",
      required = true,
      description = "The ONNX file to write; the certificate goes beside it.")
  private @Nullable Path model;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Seed of every random choice. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--ensemble",
      paramLabel = "LAW",
      defaultValue = "gaussian",
      description = "Weights: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private WeightEnsemble ensemble = WeightEnsemble.GAUSSIAN;

  @Option(
      names = "--bias",
      paramLabel = "SCALE",
      defaultValue = "0",
      description = "Standard deviation of the biases. Default: ${DEFAULT-VALUE}, none.")
  private double bias;

  @Option(names = "--shuffle", description = "Put the rows (channels) in a random order.")
  private boolean shuffle;

  @Option(names = "--json", description = "Print one JSON object instead of text.")
  private boolean json;

  /** How a command turns the shared options into a plan. */
  @FunctionalInterface
  interface Planner {
    BuildPlan plan(LayerStyle style, long seed);
  }

  /**
   * Builds, writes the model and the certificate, reads both back and replays the proof.
   *
   * @return the exit code
   * @throws CommandException if the plan is impossible or a file cannot be written
   */
  int build(PrintWriter out, Planner planner) {
    Path file = onnxFile();
    CertificateFile certificateFile = new CertificateFile(beside(file));
    certificateFile.requireWritable();
    BuildPlan plan;
    ConstructedNetwork built;
    try {
      LayerStyle style =
          new LayerStyle(ensemble, bias, shuffle ? RowOrder.SHUFFLED : RowOrder.PAIRED);
      plan = planner.plan(style, seed);
      built = ConstructedNetwork.build(plan);
    } catch (IllegalArgumentException | ArithmeticException | ConstructionException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
    Certificate certificate = built.certificateFor(writeAndRead(built.network(), file));
    certificateFile.writeAndCheck(certificate);
    if (json) {
      out.println(json(plan, certificate, file, certificateFile.path()));
    } else {
      report(out, plan, certificate, file, certificateFile.path());
    }
    return ExitCode.SUCCESS;
  }

  private Path onnxFile() {
    if (model == null || !model.toString().endsWith(".onnx")) {
      throw new CommandException(
          ExitCode.USAGE,
          "--output requires a file that ends in .onnx but received " + model + ".");
    }
    return model;
  }

  private static Path beside(Path file) {
    return file.resolveSibling(CertificateFile.baseName(file) + ".preimage");
  }

  private static Network writeAndRead(Network network, Path file) {
    try {
      OnnxWriter.write(network, file);
    } catch (ModelFileException e) {
      throw new CommandException(ExitCode.CANNOT_WRITE, String.valueOf(e.getMessage()));
    }
    return ModelLoader.read(file);
  }

  private void report(
      PrintWriter out, BuildPlan plan, Certificate certificate, Path file, Path certificateFile) {
    int inputs = certificate.subject().inputSize();
    int outputs = certificate.subject().nodes().get(certificate.subject().outputs().get(0)).size();
    out.printf("%s: %s, seed %d%n", file, plan.description(), seed);
    out.printf(
        "  %s, %s, %s with ReLU%n",
        NumberText.counted(inputs, "input"),
        NumberText.counted(outputs, "output"),
        NumberText.counted(certificate.subject().nodes().size() / 2, "layer"));
    out.printf("%s: injective on R^%d, accepted by the checker%n", certificateFile, inputs);
  }

  private String json(BuildPlan plan, Certificate certificate, Path file, Path certificateFile) {
    ObjectNode node = JsonText.object();
    node.put("model", file.toString()).put("modelSha256", certificate.modelDigest());
    node.put("description", plan.description());
    node.put("verdict", "INJECTIVE");
    JsonText.put(node, "domain", certificate.domain());
    node.putObject("certificate").put("path", certificateFile.toString()).put("accepted", true);
    node.put("seed", seed).put("version", Version.text());
    return JsonText.print(node);
  }
}
