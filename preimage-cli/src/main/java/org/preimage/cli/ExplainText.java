package org.preimage.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.preimage.certificate.Node;
import org.preimage.certificate.Subject;
import org.preimage.certify.LayerOutline;
import org.preimage.network.Network;
import org.preimage.network.TensorInfo;

/** What {@code preimage explain} prints for people. */
final class ExplainText {
  private ExplainText() {}

  static List<String> lines(Path model, Network network) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: %s, %d nodes, %s parameters"
            .formatted(
                model,
                network.name(),
                network.subject().nodes().size(),
                NumberText.count(parameters(network.subject()))));
    lines.add("  SHA-256 " + network.digest());
    network.inputs().forEach(tensor -> lines.add("  input  " + text(tensor)));
    network.outputs().forEach(tensor -> lines.add("  output " + text(tensor)));
    lines.add("");
    lines.addAll(nodes(network));
    lines.add("");
    lines.add("Layers that 'preimage check' decides:");
    lines.addAll(layers(network));
    if (!network.assumptions().isEmpty()) {
      lines.add("");
      lines.add("Stated for:");
      network.assumptions().forEach(assumption -> lines.add("  - " + assumption));
    }
    return lines;
  }

  static long parameters(Subject subject) {
    return subject.nodes().stream().mapToLong(NodeText::parameters).sum();
  }

  private static String text(TensorInfo tensor) {
    return tensor.name() + ": " + NumberText.shape(tensor.shape());
  }

  private static List<String> nodes(Network network) {
    TextTable table = new TextTable("rllllr");
    table.add("node", "kind", "name", "reads", "shape", "parameters");
    for (int k = 0; k < network.subject().nodes().size(); k++) {
      Node node = network.subject().nodes().get(k);
      long parameters = NodeText.parameters(node);
      table.add(
          Integer.toString(k),
          NodeText.kind(node),
          network.label(k),
          Arrays.stream(node.sources().toArray())
              .mapToObj(Integer::toString)
              .collect(Collectors.joining(", ")),
          NumberText.shape(network.shape(k)),
          parameters == 0 ? "" : NumberText.count(parameters));
    }
    return table.lines();
  }

  private static List<String> layers(Network network) {
    TextTable table = new TextTable("rrlrrl");
    table.add("layer", "node", "kind", "n → m", "m/n", "looked at first");
    for (LayerOutline layer : Layers.of(network)) {
      table.add(
          Integer.toString(layer.index()),
          Integer.toString(layer.node()),
          layer.kind(),
          layer.inputs() + " → " + layer.outputs(),
          String.format(Locale.ROOT, "%.2f", layer.expansivity()),
          Layers.outlook(layer));
    }
    return table.lines();
  }
}
