package org.preimage.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.preimage.capacity.theory.FiniteLayer;
import org.preimage.capacity.theory.OneLayer;
import org.preimage.capacity.theory.TheoryValue;

/** What is known about one Gaussian layer of given size. */
final class SizeAdvice {
  private static final int POINTS = 120;

  private SizeAdvice() {}

  /** How many rows to take for a risk. */
  static CapacityReport rows(int inputs, double risk) {
    int union = FiniteLayer.rowsByUnionBound(inputs, risk);
    int cells = FiniteLayer.rowsNeeded(inputs, risk);
    OneLayer layer = new OneLayer();
    List<List<Object>> rows = new ArrayList<>();
    rows.add(row("any", 2 * inputs, "fewer rows never suffice", "proved", "JMLR 23(105), 2022"));
    add(rows, inputs, layer.meanDirection());
    add(rows, inputs, layer.fullReplicaSymmetryBreaking());
    add(rows, inputs, layer.replicaSymmetric());
    rows.add(row("bad-cells", cells, riskText(risk), "proved for this n", "expected bad cells"));
    rows.add(row("union", union, riskText(risk), "proved for this n", "union bound, Wendel"));
    return new CapacityReport(
        "Rows m for an injective ReLU(Wx) with n = %d inputs, Gaussian W".formatted(inputs),
        List.of("key", "rows", "meaning", "rigor", "source"),
        rows,
        List.of(
            "%d rows are enough for risk %s by proof; the threshold of large layers is near %s."
                .formatted(cells, NumberText.shortest(risk), rows.get(2).get(1)),
            "Rows of n → ∞ values are α·n, rounded up; a layer at a threshold fails about as often as not."),
        plot(inputs));
  }

  private static String riskText(double risk) {
    return "P(not injective) ≤ " + NumberText.shortest(risk);
  }

  private static void add(List<List<Object>> rows, int inputs, TheoryValue value) {
    rows.add(
        row(
            value.key(),
            (int) Math.ceil(value.value() * inputs),
            value.meaning().text() + ", n → ∞",
            value.rigor().text(),
            value.quantity()));
  }

  private static List<Object> row(
      String key, int count, String meaning, String rigor, String source) {
    return List.of(key, count, meaning, rigor, source);
  }

  /** What is known about given numbers of inputs and rows. */
  static CapacityReport probability(int inputs, int outputs) {
    FiniteLayer layer = FiniteLayer.of(inputs, outputs);
    List<List<Object>> rows =
        List.of(
            probability("bad-cells", layer.logExpectedBadCells(), "expected bad cells"),
            probability("union", layer.logUnionBound(), "union bound, Wendel"));
    return new CapacityReport(
        "ReLU(Wx) with n = %d inputs and m = %d rows, Gaussian W: m/n = %.4g"
            .formatted(inputs, outputs, outputs / (double) inputs),
        List.of("key", "bound", "meaning", "rigor", "source"),
        rows,
        List.of(note(layer, inputs, outputs)),
        plot(inputs));
  }

  private static String note(FiniteLayer layer, int inputs, int outputs) {
    if (outputs < 2 * inputs) {
      return "Fewer than 2n rows are never injective.";
    }
    return layer.logFailureBound() < 0
        ? "Both are proved for this very n and m; the smaller one counts."
        : "Neither bound says anything here. Maybe sample: preimage check decides single layers.";
  }

  private static List<Object> probability(String key, double logarithm, String source) {
    return List.of(key, Math.exp(logarithm), "P(not injective) ≤", "proved for this n", source);
  }

  private static LinePlot plot(int inputs) {
    int from = 2 * inputs;
    int step = Math.max(1, 10 * inputs / POINTS);
    int[] rows = IntStream.iterate(from, m -> m <= 12 * inputs, m -> m + step).toArray();
    double[] x = IntStream.of(rows).asDoubleStream().toArray();
    return new LinePlot("Proved bounds, n = " + inputs, "rows m", "P(not injective) ≤")
        .line("expected bad cells", x, bounds(inputs, rows, false))
        .line("union bound", x, bounds(inputs, rows, true));
  }

  private static double[] bounds(int inputs, int[] rows, boolean union) {
    return IntStream.of(rows)
        .mapToObj(m -> FiniteLayer.of(inputs, m))
        .mapToDouble(layer -> union ? layer.logUnionBound() : layer.logExpectedBadCells())
        .map(Math::exp)
        .toArray();
  }
}
