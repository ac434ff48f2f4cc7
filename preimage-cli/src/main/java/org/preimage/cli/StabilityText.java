package org.preimage.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.preimage.certify.StabilityFinding;
import org.preimage.stability.FrameBounds;
import org.preimage.stability.LayerStability;
import org.preimage.stability.Segment;

/** What {@code preimage stability} prints for people. */
final class StabilityText {
  private StabilityText() {}

  static List<String> lines(StabilityReport report) {
    List<String> lines = new ArrayList<>();
    StabilityFinding finding = report.finding();
    for (StabilityFinding.OfLayer layer : finding.layers()) {
      lines.add(
          "Layer %d: %s, %d → %d, on %s (%s)"
              .formatted(
                  layer.outline().index(),
                  layer.outline().kind(),
                  layer.outline().inputs(),
                  layer.outline().outputs(),
                  DomainText.of(layer.outline().domain()),
                  NumberText.time(layer.seconds())));
      if (layer.stability().isPresent()) {
        add(lines, layer.stability().get(), layer.lower().isPresent());
      } else {
        lines.add("  nothing is known: " + layer.reason());
      }
      layer.segment().ifPresent(segment -> add(lines, segment));
      lines.add("");
    }
    if (finding.layers().size() > 1) {
      lines.add(
          "Network: distances shrink at most by the factor %s and grow at most by %s"
              .formatted(
                  finding.lowerProduct() > 0 ? number(finding.lowerProduct()) : "(unknown)",
                  number(finding.lipschitzProduct())));
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
        .certificate()
        .ifPresent(
            path ->
                lines.add(
                    "Certificate: %s (read back, accepted by the exact checker)".formatted(path)));
    return lines;
  }

  private static void add(List<String> lines, LayerStability stability, boolean proved) {
    FrameBounds.Result frame = stability.frame();
    if (frame.upper() == 0) {
      lines.add(
          "  A = 0 and κ = 0: not injective; the exact checker accepted a direction that is lost");
    } else {
      lines.add(
          "  A in [%s, %s]  %s"
              .formatted(
                  number(frame.lower()),
                  number(frame.upper()),
                  !proved
                      ? "no lower bound was proved"
                      : frame.tight()
                          ? "optimal up to 10⁻⁶; both ends accepted by the exact checker"
                          : "both ends accepted by the exact checker"));
      lines.add(
          "  κ in [%s, %s]  smallest ‖f(x) − f(y)‖ / ‖x − y‖"
              .formatted(number(stability.kappaLower()), number(stability.kappaUpper())));
    }
    if (!frame.obstacle().isEmpty()) {
      lines.add("  not closer because " + frame.obstacle());
    }
    stability
        .closedForm()
        .ifPresent(
            kappa ->
                lines.add("  κ = %s  closed form of [B; −DB], binary64".formatted(number(kappa))));
    lines.add(
        "  older figure √(A/2m): %s; Lipschitz constant at most %s"
            .formatted(number(stability.olderFigure()), number(stability.lipschitz())));
    if (proved) {
      lines.add(
          "  injective after the loss of any %s"
              .formatted(NumberText.counted(stability.rowsThatMayBeLost(), "row")));
    }
    lines.add("  attained in the cell of x = " + NumberText.vector(frame.point()));
    lines.add(
        "  nearest images found: ratio %s between x = %s and y = %s"
            .formatted(
                number(stability.worstPair().ratio()),
                NumberText.vector(stability.worstPair().x()),
                NumberText.vector(stability.worstPair().y())));
  }

  private static void add(List<String> lines, Segment segment) {
    lines.add(
        "  between the two inputs: ratio %s, pointwise bound %s, %s"
            .formatted(
                number(segment.ratio()),
                number(segment.pointwiseBound()),
                NumberText.counted(segment.cells().size(), "cell")));
    TextTable table = new TextTable("rrrr");
    table.add("from", "to", "active", "σ_min");
    for (Segment.Cell cell : segment.cells()) {
      table.add(
          String.format(Locale.ROOT, "%.4f", cell.from()),
          String.format(Locale.ROOT, "%.4f", cell.to()),
          Integer.toString(cell.activeRows()),
          number(cell.smallest()));
    }
    lines.addAll(table.lines());
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.6g", value);
  }
}
