package org.preimage.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.preimage.certify.Collision;
import org.preimage.certify.Effort;
import org.preimage.certify.LayerFinding;
import org.preimage.certify.NetworkFinding;
import org.preimage.certify.Verdict;

/** What {@code preimage check} prints for people. */
final class CheckText {
  private CheckText() {}

  static List<String> lines(CheckReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(heading(report));
    lines.add("");
    addLayers(lines, report.finding().layers());
    if (report.interrupted()) {
      lines.add("Stopped with Ctrl-C; this is what was known by then.");
    }
    addVerdict(lines, report.finding());
    report.collision().ifPresent(collision -> addCollision(lines, report, collision));
    report.picture().ifPresent(picture -> lines.add("  picture of both outputs: " + picture));
    addAssumptions(lines, report.assumptions());
    addCertificate(lines, report);
    return lines;
  }

  private static String heading(CheckReport report) {
    return "%s: %s, %s, on %s (seed %d, time limit %s)"
        .formatted(
            report.model(),
            NumberText.counted(report.network().inputSize(), "input"),
            NumberText.counted(Layers.of(report.network()).size(), "layer"),
            DomainText.of(report.finding().domain()),
            report.options().seed(),
            NumberText.time(report.options().timeLimit()));
  }

  private static void addLayers(List<String> lines, List<LayerFinding> layers) {
    if (layers.isEmpty()) {
      return;
    }
    TextTable table = new TextTable("rlrrrlrl");
    table.add("layer", "kind", "n → m", "m/n", "margin", "verdict", "time", "evidence");
    for (LayerFinding layer : layers) {
      table.add(
          Integer.toString(layer.index()),
          layer.kind(),
          layer.inputs() + " → " + layer.outputs(),
          String.format(Locale.ROOT, "%.2f", layer.expansivity()),
          margin(layer.activeRowMargin()),
          words(layer.verdict()),
          NumberText.time(layer.seconds()),
          layer.evidence());
    }
    lines.addAll(table.lines());
    if (layers.stream().anyMatch(layer -> layer.fewestActive().isPresent())) {
      lines.add("  margin: rows active at the worst point found, minus n");
    }
    if (layers.stream().anyMatch(layer -> assumesGeneralPosition(layer.verdict()))) {
      lines.add("  * if every n rows are linearly independent");
    }
    lines.add("");
  }

  private static String margin(OptionalInt margin) {
    return margin.isPresent() ? String.format(Locale.ROOT, "%+d", margin.getAsInt()) : "";
  }

  private static String words(Verdict verdict) {
    return verdict.label().toLowerCase(Locale.ROOT).replace('_', ' ')
        + (assumesGeneralPosition(verdict) ? " *" : "");
  }

  private static boolean assumesGeneralPosition(Verdict verdict) {
    return verdict instanceof Verdict.Injective injective && injective.assumesGeneralPosition();
  }

  private static void addVerdict(List<String> lines, NetworkFinding finding) {
    lines.add(
        finding.verdict().label()
            + (assumesGeneralPosition(finding.verdict()) ? " in general position: " : ": ")
            + finding.sentence());
    if (finding.verdict() instanceof Verdict.Undecided undecided
        && !finding.sentence().contains(undecided.reason())) {
      lines.add("  " + undecided.reason());
    }
    Effort effort = finding.effort();
    if (finding.verdict() instanceof Verdict.Undecided
        && !finding.sentence().contains("--memory-limit")) {
      MemoryLimit.advise(lines, effort);
    }
    lines.add(
        "  effort: %s, %s cells, %s linear programs, %s points, %s MB kept"
            .formatted(
                NumberText.time(effort.seconds()),
                NumberText.count(effort.cells()),
                NumberText.count(effort.linearPrograms()),
                NumberText.count(effort.points()),
                String.format(Locale.ROOT, "%.1f", effort.mostKept() / 1048576.0)));
  }

  private static void addCollision(List<String> lines, CheckReport report, Collision collision) {
    lines.add("");
    lines.add(
        report.exactCollision()
            ? "Two inputs with the same output (rounded; the certificate holds them exactly):"
            : "Two inputs with the same output up to rounding (the certificate proves that exact pairs exist):");
    lines.add("  x = " + NumberText.vector(collision.roundedX().toArray()));
    lines.add("  y = " + NumberText.vector(collision.roundedY().toArray()));
    lines.add(
        "  ‖x − y‖ = %s; evaluated in binary64, their outputs differ by %s"
            .formatted(
                NumberText.brief(collision.distance()),
                NumberText.brief(collision.outputDistance())));
  }

  private static void addAssumptions(List<String> lines, List<String> assumptions) {
    lines.add("");
    lines.add("Stated for:");
    assumptions.forEach(assumption -> lines.add("  - " + assumption));
  }

  private static void addCertificate(List<String> lines, CheckReport report) {
    lines.add("");
    if (report.certificate().isEmpty()) {
      lines.add("No certificate: nothing was proved.");
      return;
    }
    lines.add(
        "Certificate: %s (read back, accepted by the exact checker)"
            .formatted(report.certificate().get()));
    lines.add(
        "Replay it: preimage verify %s %s"
            .formatted(quoted(report.model()), quoted(report.certificate().get())));
  }

  /** As a shell takes it. */
  private static String quoted(Path path) {
    String text = path.toString();
    return text.matches("[\\w./:@%+=,~-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
