package org.preimage.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.preimage.certify.DepthFinding;
import org.preimage.certify.LayerOutline;
import org.preimage.depth.HalfspaceDepth;

/** What {@code preimage depth} prints for people. */
final class DepthText {
  private DepthText() {}

  static List<String> lines(DepthReport report) {
    List<String> lines = new ArrayList<>();
    for (DepthFinding.OfLayer layer : report.finding().layers()) {
      LayerOutline outline = layer.outline();
      lines.add(
          "Layer %d at node %d: %s, %d rows in R^%d, on %s (%s)"
              .formatted(
                  outline.index(),
                  outline.node(),
                  outline.kind(),
                  outline.outputs(),
                  outline.inputs(),
                  DomainText.of(outline.domain()),
                  NumberText.time(layer.seconds())));
      if (layer.depth().isPresent()) {
        add(lines, layer, layer.depth().get());
      } else {
        lines.add("  nothing is known: " + layer.reason());
      }
      lines.add("");
    }
    MemoryLimit.advise(lines, report.finding().effort());
    if (report.interrupted()) {
      lines.add("Stopped with Ctrl-C; this is what was known by then.");
    }
    lines.add(
        "Stated for the real-valued function with the stored weights, not its floating-point execution; seed %d."
            .formatted(report.options().seed()));
    report.network().assumptions().forEach(assumption -> lines.add("  - " + assumption));
    report
        .lowerFile()
        .ifPresent(path -> lines.add("Certificate of the lower bound: " + checked(path)));
    report
        .upperFile()
        .ifPresent(path -> lines.add("Certificate of the upper bound: " + checked(path)));
    return lines;
  }

  private static String checked(java.nio.file.Path path) {
    return path + " (read back, accepted by the exact checker)";
  }

  private static void add(
      List<String> lines, DepthFinding.OfLayer layer, HalfspaceDepth.Result depth) {
    int m = layer.outline().outputs();
    String what = layer.isHalfspaceDepth() ? "halfspace depth of the origin" : "fewest active rows";
    lines.add(
        depth.exact()
            ? "  %s: %d  (%s of the rows)".formatted(what, depth.lower(), share(depth.lower(), m))
            : "  %s: between %d and %d  (%s to %s of the rows)"
                .formatted(
                    what,
                    depth.lower(),
                    depth.upper(),
                    share(depth.lower(), m),
                    share(depth.upper(), m)));
    lines.add(
        layer.lower().isPresent()
            ? "  at least %d rows active everywhere: accepted by the exact checker (%s)"
                .formatted(depth.lower(), depth.how())
            : "  no lower bound was proved");
    lines.add(
        layer.upper().isPresent()
            ? "  at most %d at x = %s: accepted by the exact checker"
                .formatted(
                    depth.upper(),
                    NumberText.vector(depth.upperProof().orElseThrow().x().toDoubles()))
            : "  no point was confirmed");
    if (!depth.exact()) {
      lines.add("  not closer because " + depth.obstacle());
    }
    lines.add("  " + meaning(layer));
    layer
        .rowMargin()
        .ifPresent(
            rows -> lines.add("  so it stays after the loss of any %s".formatted(rows(rows))));
    layer
        .weightMargin()
        .ifPresent(
            margin ->
                lines.add(
                    "  at least %d stay active however every weight moves by up to %s: accepted by the exact checker"
                        .formatted(depth.lower(), NumberText.brief(margin))));
  }

  private static String meaning(DepthFinding.OfLayer layer) {
    int n = layer.outline().inputs();
    return switch (layer.meaning()) {
      case NOT_INJECTIVE -> "fewer than n = %d rows: the layer is not injective".formatted(n);
      case INJECTIVE_IN_GENERAL_POSITION ->
          "n = %d or more: the layer is injective if every n rows are linearly independent"
              .formatted(n);
      case UNDECIDED -> "n = %d lies between: injectivity is open".formatted(n);
    };
  }

  private static String rows(int rows) {
    return rows == 1 ? "1 row" : rows + " rows";
  }

  private static String share(int rows, int m) {
    return String.format(Locale.ROOT, "%.1f %%", 100.0 * rows / m);
  }
}
