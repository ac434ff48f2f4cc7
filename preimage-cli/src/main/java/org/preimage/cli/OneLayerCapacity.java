package org.preimage.cli;

import java.util.List;
import java.util.stream.DoubleStream;
import org.preimage.capacity.theory.OneLayer;
import org.preimage.capacity.theory.TheoryValue;

/** The table of one layer. */
final class OneLayerCapacity {
  private static final double[] INPUTS = {0, 100};

  private OneLayerCapacity() {}

  static CapacityReport report() {
    OneLayer layer = new OneLayer();
    return new CapacityReport(
        "Outputs per input, α = m/n, at which ReLU(Wx) with a Gaussian m × n matrix W becomes injective (n → ∞)",
        columns(),
        layer.all().stream().map(OneLayerCapacity::row).toList(),
        List.of(
            "Proved bounds are theorems about n → ∞; --inputs gives proved statements about finite n.",
            "The threshold itself is believed to be the full RSB value; no proof is known.",
            "The last column is the error of the computation, not of the theory."),
        plot(layer));
  }

  static List<String> columns() {
    return List.of("key", "alpha", "quantity", "meaning", "rigor", "source", "accuracy");
  }

  static List<Object> row(TheoryValue value) {
    return List.of(
        value.key(),
        value.value(),
        value.quantity(),
        value.meaning().text(),
        value.rigor().text(),
        value.source(),
        value.accuracy());
  }

  /** The regions of Puthawala et al., Figure 3, with the values known since. */
  private static LinePlot plot(OneLayer layer) {
    LinePlot plot = new LinePlot("Injective ReLU(Wx), Gaussian W", "inputs n", "outputs m");
    ray(plot, "m = 2n, needed by any W", 2);
    ray(plot, "mean direction", layer.meanDirection().value());
    ray(plot, "full RSB", layer.fullReplicaSymmetryBreaking().value());
    ray(plot, "Gordon min–max, proved", layer.replicaSymmetric().value());
    ray(plot, "Euler characteristic", layer.euler().value());
    for (TheoryValue bound : layer.unionBounds()) {
      if (bound.key().equals("union")) {
        ray(plot, "union bound", bound.value());
      }
    }
    return plot;
  }

  private static void ray(LinePlot plot, String name, double slope) {
    double[] outputs = DoubleStream.of(INPUTS).map(n -> slope * n).toArray();
    plot.line("%s: %.4g n".formatted(name, slope), INPUTS, outputs);
  }
}
