package org.preimage.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.preimage.capacity.estimate.CellEstimate;
import org.preimage.capacity.estimate.LogisticFit;
import org.preimage.capacity.estimate.SweepEstimate;
import org.preimage.capacity.experiment.Outcome;
import org.preimage.capacity.experiment.PlanText;

/** What {@code preimage sweep} prints for people: one table, then fits and notes. */
final class SweepText {
  private SweepText() {}

  static List<String> lines(SweepReport report) {
    SweepEstimate estimate = report.estimate();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s, %s weights, seed %d: %s of %s trials"
            .formatted(
                estimate.plan().experiment().label(),
                PlanText.label(estimate.plan().weights()),
                estimate.plan().seed(),
                NumberText.count(report.finished()),
                NumberText.count(report.total())));
    lines.addAll(SweepTable.of(estimate).lines());
    fits(estimate, lines);
    lines.addAll(notes(estimate));
    double seconds = estimate.cells().stream().mapToDouble(CellEstimate::seconds).sum();
    long overdue = estimate.cells().stream().mapToLong(CellEstimate::overdue).sum();
    lines.add(
        "%s of processor time%s; plan %s"
            .formatted(
                NumberText.time(seconds),
                overdue == 0 ? "" : ", " + NumberText.counted(overdue, "trial") + " overdue",
                estimate.plan().digest().substring(0, 16)));
    if (report.finished() < report.total()) {
      lines.add(
          "%sGo on with: preimage sweep run --store %s"
              .formatted(report.interrupted() ? "Stopped with Ctrl-C. " : "", report.file()));
    }
    return lines;
  }

  /** The verdict in words. */
  static String outcome(Outcome outcome) {
    return switch (outcome) {
      case INJECTIVE -> "injective";
      case NOT_INJECTIVE -> "not injective";
      case UNDECIDED -> "undecided";
      case MEASURED -> "measured";
    };
  }

  private static void fits(SweepEstimate estimate, List<String> lines) {
    for (String name : List.of("determined", "recovered")) {
      estimate
          .recoveries(name)
          .forEach(
              (network, fit) ->
                  lines.add("%s: %s, %s".formatted(network, name, half(fit, "observed/n"))));
    }
    estimate
        .transitions()
        .forEach((n, fit) -> lines.add("n = %d: %s".formatted(n, half(fit, "m/n"))));
    estimate
        .finiteSize()
        .ifPresent(
            fit ->
                lines.add(
                    "Line against 1/n: %s ± %s at 1/n = 0, slope %s, χ² %s (describes these sizes only)"
                        .formatted(
                            NumberText.fixed(fit.limit(), 3),
                            NumberText.fixed(fit.limitError(), 3),
                            NumberText.fixed(fit.slope(), 2),
                            NumberText.fixed(fit.chiSquare(), 1))));
  }

  private static String half(LogisticFit fit, String abscissa) {
    return "P = ½ at %s = %s ± %s, width %s ± %s (logistic, maximum likelihood)"
        .formatted(
            abscissa,
            NumberText.fixed(fit.midpoint(), 3),
            NumberText.fixed(fit.midpointError(), 3),
            NumberText.fixed(fit.width(), 3),
            NumberText.fixed(fit.widthError(), 3));
  }

  private static List<String> notes(SweepEstimate estimate) {
    return switch (estimate.plan().experiment()) {
      case INJECTIVITY ->
          List.of(
              "Each definite answer has a certificate that the exact checker accepted"
                  + assuming(estimate)
                  + ".",
              "Intervals allow for every outcome of the undecided trials. Theory: = exact,",
              "≥ proved (expected number of bad cells).");
      case SMALLEST_ROWS ->
          List.of(
              "The layers of m and m − 1 rows are both decided with accepted certificates"
                  + assuming(estimate)
                  + ".");
      case ACTIVE_ROWS ->
          List.of(
              "Fewer than n active rows prove that a layer is not injective; at least n at these points",
              "prove nothing. Theory: m·P(g > √(n/m)), the limit of large n.");
      case DEEP_ACTIVITY ->
          List.of(
              "With 2 inputs: decided cell by cell in whole numbers; k ≥ n (necessary) and later k ≥ 2n",
              "(sufficient) both together with an injective first layer. With more inputs: the",
              "fewest active units found, an upper bound of the fewest.");
      case STABILITY ->
          List.of(
              "κ lies between √A/2 and √A; both bounds of A were accepted by the exact checker.");
      case RECOVERY ->
          List.of(
              "Determined: the exact checker accepted that no code nearby has the same observed outputs.",
              "Recovered: found to a relative error below 10⁻⁶ within as many starts as --effort says.");
    };
  }

  private static String assuming(SweepEstimate estimate) {
    long number =
        estimate.cells().stream()
            .map(each -> each.numbers().get("assumesGeneralPosition"))
            .filter(Objects::nonNull)
            .mapToLong(sample -> sample.countAtLeast(1))
            .sum();
    return number == 0
        ? ""
        : ";\n%s of the positive ones assume rows in general position, which was not proved"
            .formatted(NumberText.count(number));
  }
}
