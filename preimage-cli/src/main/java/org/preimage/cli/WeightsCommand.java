package org.preimage.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.preimage.generative.LayerWeights;
import org.preimage.network.Network;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code preimage weights}: how far the weights of each layer are from a normal law. */
@Command(
    name = "weights",
    description = {
      "Compares the weights of each layer to the normal law with their mean and",
      "deviation. Theorems about inversion assume normal weights with mean zero."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  preimage weights decoder.onnx",
      "  preimage weights decoder.onnx --plot weights.png --json",
      "",
      "The distance is that of Kolmogorov and Smirnov, 0 to 1; an asterisk: the test of",
      "Lilliefors at 5 %% finds nothing against a normal law.",
      "",
      "Exit codes: 0 done, 64 usage, 65 bad data, 66 missing input, 73 cannot write."
    })
final class WeightsCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "The network.")
  private Path model = Path.of("");

  @Option(
      names = "--plot",
      paramLabel = "PNG",
      description = "Draw a histogram of each layer with the normal density.")
  private @Nullable Path plot;

  @Option(names = "--json", description = "Print one JSON object instead of text.")
  private boolean json;

  @Override
  public Integer call() {
    if (plot != null && !plot.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
      throw new CommandException(
          ExitCode.USAGE,
          "--plot requires a file that ends in .png but received %s.".formatted(plot));
    }
    Network network = InputFiles.model(model);
    List<LayerWeights> layers = LayerWeights.of(network);
    if (layers.isEmpty()) {
      throw new CommandException(
          ExitCode.BAD_DATA,
          "weights require at least one dense or convolution layer but %s has none."
              .formatted(model));
    }
    if (plot != null) {
      new WeightsPicture(layers).write(plot);
    }
    PrintWriter out = Commands.out(spec);
    if (json) {
      out.println(JsonText.print(json(network, layers)));
    } else {
      table(network, layers).lines().forEach(out::println);
      if (plot != null) {
        out.println("Written: " + plot);
      }
    }
    return ExitCode.SUCCESS;
  }

  private static TextTable table(Network network, List<LayerWeights> layers) {
    TextTable table = new TextTable("rlrrrrrr");
    table.add("", "layer", "weights", "mean", "deviation", "skewness", "kurtosis", "distance");
    for (int k = 0; k < layers.size(); k++) {
      LayerWeights layer = layers.get(k);
      table.add(
          Integer.toString(k + 1),
          NodeText.kind(network.subject().nodes().get(layer.node())),
          NumberText.count(layer.count()),
          NumberText.brief(layer.mean()),
          NumberText.brief(layer.deviation()),
          fixed(layer.skewness()),
          fixed(layer.excessKurtosis()),
          fixed(layer.normalDistance()) + (layer.looksNormal() ? "*" : " "));
    }
    return table;
  }

  private static String fixed(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3f", value);
  }

  private ObjectNode json(Network network, List<LayerWeights> layers) {
    ObjectNode json = JsonText.object();
    json.put("model", model.toString()).put("modelSha256", network.digest());
    ArrayNode all = json.putArray("layers");
    for (LayerWeights layer : layers) {
      ObjectNode node = all.addObject();
      node.put("node", layer.node()).put("label", layer.label()).put("weights", layer.count());
      node.put("smallest", layer.smallest()).put("largest", layer.largest());
      node.put("mean", layer.mean()).put("deviation", layer.deviation());
      JsonText.put(node, "skewness", layer.skewness());
      JsonText.put(node, "excessKurtosis", layer.excessKurtosis());
      JsonText.put(node, "normalDistance", layer.normalDistance());
      node.put("looksNormal", layer.looksNormal());
    }
    json.put("version", Version.text());
    return json;
  }
}
