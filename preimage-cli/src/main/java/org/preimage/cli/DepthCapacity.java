package org.preimage.cli;

import java.util.ArrayList;
import java.util.List;
import org.preimage.capacity.theory.DeepNetwork;
import org.preimage.capacity.theory.TheoryValue;

/** Capacity layer by layer. */
final class DepthCapacity {
  private DepthCapacity() {}

  static CapacityReport report(
      DeepNetwork.Duality duality, DeepNetwork.Notion notion, int layers, double[] hidden) {
    List<TheoryValue> values = DeepNetwork.of(duality, notion).after(layers, hidden);
    List<List<Object>> rows = new ArrayList<>();
    double before = hidden.length == 0 ? 1 : hidden[hidden.length - 1];
    for (TheoryValue value : values) {
      rows.add(
          List.of(
              value.key(),
              value.value(),
              value.value() / before,
              value.meaning().text(),
              value.rigor().text(),
              value.accuracy()));
      before = value.value();
    }
    String widths =
        hidden.length == 0 ? "each layer as narrow as it can be" : "given hidden widths";
    return new CapacityReport(
        "α = rows per input of the network, %s, κ = %d, %s"
            .formatted(duality.text(), (int) notion.kappa(), widths),
        List.of("key", "alpha", "expansion", "meaning", "rigor", "accuracy"),
        rows,
        List.of(
            "Notion: " + notion.text() + ".",
            "Derived in docs/capacity.md; not the tables of arXiv 2412.19677, which could not be read.",
            "expansion = α of the layer / α of the layer before (1 for the input)."),
        plot(values, duality, notion));
  }

  private static LinePlot plot(
      List<TheoryValue> values, DeepNetwork.Duality duality, DeepNetwork.Notion notion) {
    int last = values.size();
    double[] depth = new double[last];
    double[] alpha = new double[last];
    for (int i = 0; i < last; i++) {
      String key = values.get(i).key();
      depth[i] = Integer.parseInt(key.substring(key.lastIndexOf('-') + 1));
      alpha[i] = values.get(i).value();
    }
    return new LinePlot("Capacity against depth", "layer", "rows per input of the network")
        .line(duality.text() + ", κ = " + (int) notion.kappa(), depth, alpha);
  }
}
