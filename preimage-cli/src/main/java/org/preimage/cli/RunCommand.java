package org.preimage.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.preimage.network.Network;
import org.preimage.network.TensorInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code preimage run}: evaluates a network. */
@Command(
    name = "run",
    description = {
      "Evaluates a network in binary64.",
      "Arrays are .npy or .csv (one sample a line). An extra axis in front holds many samples."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  preimage run decoder.onnx --input z.npy",
      "  preimage run decoder.onnx --input z.npy -o image.png",
      "  preimage run encoder.onnx --input x.npy -o mu=mu.npy -o logvar=logvar.csv"
    })
final class RunCommand implements Callable<Integer> {
  private static final int PRINTED_SAMPLES = 16;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "The network.")
  private Path model = Path.of("");

  @Option(
      names = {"-i", "--input"},
      paramLabel = "[NAME=]FILE",
      required = true,
      description = "Array for an input; once for each input.")
  private List<String> inputs = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "[NAME=]FILE",
      description = "Write an output as .npy, .csv or, when it is an image, .png.")
  private List<String> outputs = List.of();

  @Option(names = "--json", description = "Print all outputs as one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    Network network = InputFiles.model(model);
    Map<Integer, Path> files = NamedFile.assign("--output", outputs, network.outputs());
    files.forEach((k, file) -> OutputFile.requireFits(network.outputs().get(k), file));
    List<Batch> results = evaluate(network, InputBatch.read(network, inputs));
    files.forEach((k, file) -> OutputFile.write(network.outputs().get(k), results.get(k), file));
    if (json) {
      Commands.out(spec).println(json(network, results, files));
    } else {
      print(network, results, files);
    }
    return ExitCode.SUCCESS;
  }

  private static List<Batch> evaluate(Network network, InputBatch input) {
    List<List<double[]>> samples = new ArrayList<>();
    network.outputs().forEach(output -> samples.add(new ArrayList<>()));
    for (int k = 0; k < input.size(); k++) {
      List<double[]> values = network.evaluateOutputs(input.sample(k));
      for (int o = 0; o < values.size(); o++) {
        samples.get(o).add(values.get(o));
      }
    }
    return samples.stream().map(list -> new Batch(input.stacked(), list)).toList();
  }

  private void print(Network network, List<Batch> results, Map<Integer, Path> files) {
    PrintWriter out = Commands.out(spec);
    for (int o = 0; o < results.size(); o++) {
      TensorInfo tensor = network.outputs().get(o);
      Batch batch = results.get(o);
      out.printf(
          "%s: %s%s%n",
          tensor.name(),
          batch.stacked() ? batch.size() + " samples of " : "",
          NumberText.shape(tensor.shape()));
      if (files.containsKey(o)) {
        out.println("  written to " + files.get(o));
      } else {
        printValues(out, batch);
      }
    }
  }

  private static void printValues(PrintWriter out, Batch batch) {
    batch.samples().stream()
        .limit(PRINTED_SAMPLES)
        .forEach(sample -> out.println("  " + NumberText.vector(sample)));
    if (batch.size() > PRINTED_SAMPLES) {
      out.println("  … Maybe write all with -o FILE.npy");
    }
  }

  private static String json(Network network, List<Batch> results, Map<Integer, Path> files) {
    ObjectNode json = JsonText.object();
    ArrayNode array = json.putArray("outputs");
    for (int o = 0; o < results.size(); o++) {
      TensorInfo tensor = network.outputs().get(o);
      ObjectNode child = array.addObject().put("name", tensor.name());
      JsonText.put(child, "shape", tensor.shape());
      if (files.containsKey(o)) {
        child.put("file", files.get(o).toString());
      }
      ArrayNode samples = child.putArray("samples");
      results.get(o).samples().forEach(sample -> JsonText.add(samples, sample));
    }
    json.put("version", Version.text());
    return JsonText.print(json);
  }
}
