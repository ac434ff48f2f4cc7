package org.preimage.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;
import org.preimage.capacity.estimate.CellEstimate;
import org.preimage.capacity.estimate.CodeProbability;
import org.preimage.capacity.estimate.Interval;
import org.preimage.capacity.estimate.LayerProbability;
import org.preimage.capacity.estimate.LogisticFit;
import org.preimage.capacity.estimate.Proportion;
import org.preimage.capacity.estimate.Sample;
import org.preimage.capacity.estimate.SweepEstimate;
import org.preimage.capacity.experiment.Outcome;
import org.preimage.capacity.experiment.PlanText;
import org.preimage.capacity.experiment.SweepPlan;
import org.preimage.random.WeightEnsemble;

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
    lines.addAll(table(estimate).lines());
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

  private static TextTable table(SweepEstimate estimate) {
    return switch (estimate.plan().experiment()) {
      case INJECTIVITY -> injectivity(estimate);
      case SMALLEST_ROWS -> smallestRows(estimate);
      case ACTIVE_ROWS -> activeRows(estimate);
      case DEEP_ACTIVITY -> deepActivity(estimate);
      case STABILITY -> stability(estimate);
      case RECOVERY -> recovery(estimate);
    };
  }

  private static TextTable injectivity(SweepEstimate estimate) {
    TextTable table = new TextTable("rrrrrrllr");
    table.add(
        "n",
        "m",
        "m/n",
        "trials",
        "undecided",
        "share",
        "Wilson 95 %",
        "Clopper-Pearson",
        "theory");
    for (CellEstimate each : estimate.cells()) {
      table.add(
          Integer.toString(each.cell().inputs()),
          Integer.toString(each.cell().rows()),
          brief(each.expansivity(), 2),
          NumberText.count(each.trials()),
          NumberText.count(each.undecided()),
          brief(each.provedInjective().estimate(), 4),
          text(each.wilson(SweepReport.CONFIDENCE), 4),
          text(each.clopperPearson(SweepReport.CONFIDENCE), 4),
          theory(estimate.plan(), each));
    }
    return table;
  }

  /** The probability where it is known, else a proved lower bound where it says something. */
  private static String theory(SweepPlan plan, CellEstimate each) {
    if (plan.weights() == WeightEnsemble.SIGNS) {
      return "";
    }
    int n = each.cell().inputs();
    int m = each.cell().rows();
    OptionalDouble exact = LayerProbability.exact(n, m);
    double bound = LayerProbability.lowerBound(n, m);
    return exact.isPresent()
        ? "= " + brief(exact.getAsDouble(), 4)
        : bound > 0 ? "≥ " + String.format(Locale.ROOT, "%.4f", floor(bound)) : "";
  }

  private static double floor(double bound) {
    return Math.floor(bound * 1e4) / 1e4;
  }

  private static TextTable smallestRows(SweepEstimate estimate) {
    TextTable table = new TextTable("rrrrlrr");
    table.add("n", "trials", "undecided", "median m/n", "95 %", "mean m/n", "range of m");
    for (CellEstimate each : estimate.cells()) {
      int n = each.cell().inputs();
      Sample rows = each.numbers().get("smallestInjective");
      table.add(
          Integer.toString(n),
          NumberText.count(each.trials()),
          NumberText.count(each.undecided()),
          rows == null ? "" : brief(rows.median() / n, 3),
          rows == null ? "" : text(scaled(rows.medianInterval(SweepReport.CONFIDENCE), n), 3),
          rows == null ? "" : withError(rows, n),
          rows == null ? "" : "%.0f–%.0f".formatted(rows.least(), rows.greatest()));
    }
    return table;
  }

  private static Interval scaled(Interval interval, int n) {
    return new Interval(interval.lower() / n, interval.upper() / n);
  }

  private static String withError(Sample sample, double unit) {
    return "%s ± %s"
        .formatted(
            brief(sample.mean() / unit, 3),
            brief(sample.standardDeviation() / Math.sqrt(sample.size()) / unit, 3));
  }

  private static TextTable activeRows(SweepEstimate estimate) {
    TextTable table = new TextTable("rrrrrrrlr");
    table.add(
        "n",
        "m",
        "m/n",
        "trials",
        "active at mean",
        "theory",
        "/n",
        "P(≥ n) 95 %",
        "fewest found /n");
    for (CellEstimate each : estimate.cells()) {
      int n = each.cell().inputs();
      Sample active = each.sample("activeAtMean");
      Sample fewest = each.sample("fewestActive");
      Proportion enough = new Proportion(active.countAtLeast(n), active.size());
      double expected = each.cell().rows() * LayerProbability.activeShareAtMean(each.expansivity());
      table.add(
          Integer.toString(n),
          Integer.toString(each.cell().rows()),
          brief(each.expansivity(), 2),
          NumberText.count(each.trials()),
          "%s ± %s".formatted(brief(active.mean(), 1), brief(active.standardDeviation(), 1)),
          brief(expected, 1),
          brief(active.mean() / n, 3),
          brief(enough.estimate(), 2) + " " + text(enough.wilson(SweepReport.CONFIDENCE), 2),
          brief(fewest.mean() / n, 3));
    }
    return table;
  }

  private static TextTable deepActivity(SweepEstimate estimate) {
    TextTable table = new TextTable("lrlllll");
    table.add(
        "cell", "trials", "layer 1 injective", "k ≥ n", "later k ≥ 2n", "injective", "mean fewest");
    for (CellEstimate each : estimate.cells()) {
      boolean decided = each.numbers().containsKey("necessary");
      table.add(
          each.cell().toString(),
          NumberText.count(each.trials()),
          decided ? share(each, "firstLayerInjective") : "",
          decided ? share(each, "necessary") : "",
          decided ? share(each, "sufficient") : "",
          text(each.provedInjective(), each.wilson(SweepReport.CONFIDENCE)),
          fewest(each));
    }
    return table;
  }

  private static String share(CellEstimate each, String name) {
    Proportion share = each.share(name);
    return text(share, share.wilson(SweepReport.CONFIDENCE));
  }

  private static String fewest(CellEstimate each) {
    List<String> means = new ArrayList<>();
    for (int k = 1; k <= each.cell().widths().size(); k++) {
      means.add(brief(each.sample("fewestActive" + k).mean(), 2));
    }
    return String.join(", ", means);
  }

  private static TextTable stability(SweepEstimate estimate) {
    TextTable table = new TextTable("rrrrrrlr");
    table.add("n", "m", "trials", "undecided", "optimal", "median √A/2", "95 %", "median √A/(2√n)");
    for (CellEstimate each : estimate.cells()) {
      Sample kappa = each.sample("kappaLower");
      table.add(
          Integer.toString(each.cell().inputs()),
          Integer.toString(each.cell().rows()),
          NumberText.count(each.trials()),
          NumberText.count(each.undecided()),
          NumberText.count(each.sample("optimal").countAtLeast(1)),
          brief(kappa.median(), 4),
          text(kappa.medianInterval(SweepReport.CONFIDENCE), 4),
          brief(kappa.median() / Math.sqrt(each.cell().inputs()), 4));
    }
    return table;
  }

  private static TextTable recovery(SweepEstimate estimate) {
    TextTable table = new TextTable("lrrrlllr");
    table.add(
        "network",
        "observed",
        "/n",
        "trials",
        "determined 95 %",
        "theory",
        "recovered 95 %",
        "mean starts");
    boolean known = estimate.plan().weights() != WeightEnsemble.SIGNS;
    for (CellEstimate each : estimate.cells()) {
      Sample starts = each.numbers().get("starts");
      table.add(
          each.cell().unobserved().toString(),
          Integer.toString(each.cell().observed()),
          brief(each.sampling(), 2),
          NumberText.count(each.trials()),
          share(each, "determined"),
          known ? "= " + brief(CodeProbability.determined(each.cell()), 4) : "",
          share(each, "recovered"),
          starts == null ? "" : brief(starts.mean(), 1));
    }
    return table;
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
                            brief(fit.limit(), 3),
                            brief(fit.limitError(), 3),
                            brief(fit.slope(), 2),
                            brief(fit.chiSquare(), 1))));
  }

  private static String half(LogisticFit fit, String abscissa) {
    return "P = ½ at %s = %s ± %s, width %s ± %s (logistic, maximum likelihood)"
        .formatted(
            abscissa,
            brief(fit.midpoint(), 3),
            brief(fit.midpointError(), 3),
            brief(fit.width(), 3),
            brief(fit.widthError(), 3));
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

  private static String text(Proportion share, Interval interval) {
    return brief(share.estimate(), 3) + " " + text(interval, 3);
  }

  private static String text(Interval interval, int digits) {
    return "[" + brief(interval.lower(), digits) + ", " + brief(interval.upper(), digits) + "]";
  }

  private static String brief(double value, int digits) {
    return Double.isInfinite(value)
        ? (value < 0 ? "−∞" : "∞")
        : String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
