package org.preimage.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.preimage.capacity.estimate.CellEstimate;
import org.preimage.capacity.estimate.CodeProbability;
import org.preimage.capacity.estimate.Interval;
import org.preimage.capacity.estimate.LayerProbability;
import org.preimage.capacity.estimate.Proportion;
import org.preimage.capacity.estimate.Sample;
import org.preimage.capacity.estimate.SweepEstimate;
import org.preimage.capacity.experiment.SweepPlan;
import org.preimage.random.WeightEnsemble;

/** The tables of {@code preimage sweep}, a row a cell, one kind for each experiment. */
final class SweepTable {
  private SweepTable() {}

  static TextTable of(SweepEstimate estimate) {
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
          NumberText.fixed(each.expansivity(), 2),
          NumberText.count(each.trials()),
          NumberText.count(each.undecided()),
          NumberText.fixed(each.provedInjective().estimate(), 4),
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
        ? "= " + NumberText.fixed(exact.getAsDouble(), 4)
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
          rows == null ? "" : NumberText.fixed(rows.median() / n, 3),
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
            NumberText.fixed(sample.mean() / unit, 3),
            NumberText.fixed(sample.standardDeviation() / Math.sqrt(sample.size()) / unit, 3));
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
          NumberText.fixed(each.expansivity(), 2),
          NumberText.count(each.trials()),
          "%s ± %s"
              .formatted(
                  NumberText.fixed(active.mean(), 1),
                  NumberText.fixed(active.standardDeviation(), 1)),
          NumberText.fixed(expected, 1),
          NumberText.fixed(active.mean() / n, 3),
          NumberText.fixed(enough.estimate(), 2)
              + " "
              + text(enough.wilson(SweepReport.CONFIDENCE), 2),
          NumberText.fixed(fewest.mean() / n, 3));
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
      means.add(NumberText.fixed(each.sample("fewestActive" + k).mean(), 2));
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
          NumberText.fixed(kappa.median(), 4),
          text(kappa.medianInterval(SweepReport.CONFIDENCE), 4),
          NumberText.fixed(kappa.median() / Math.sqrt(each.cell().inputs()), 4));
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
          NumberText.fixed(each.sampling(), 2),
          NumberText.count(each.trials()),
          share(each, "determined"),
          known ? "= " + NumberText.fixed(CodeProbability.determined(each.cell()), 4) : "",
          share(each, "recovered"),
          starts == null ? "" : NumberText.fixed(starts.mean(), 1));
    }
    return table;
  }

  private static String text(Proportion share, Interval interval) {
    return NumberText.fixed(share.estimate(), 3) + " " + text(interval, 3);
  }

  private static String text(Interval interval, int digits) {
    return "["
        + NumberText.fixed(interval.lower(), digits)
        + ", "
        + NumberText.fixed(interval.upper(), digits)
        + "]";
  }
}
