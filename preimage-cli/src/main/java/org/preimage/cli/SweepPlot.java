package org.preimage.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.preimage.capacity.estimate.CellEstimate;
import org.preimage.capacity.estimate.CodeProbability;
import org.preimage.capacity.estimate.Interval;
import org.preimage.capacity.estimate.LayerProbability;
import org.preimage.capacity.estimate.LogisticFit;
import org.preimage.capacity.estimate.Sample;
import org.preimage.capacity.estimate.SweepEstimate;
import org.preimage.capacity.experiment.Cell;
import org.preimage.capacity.theory.OneLayer;
import org.preimage.random.WeightEnsemble;

/** Sweeps as pictures: what was measured as points, fits and theory as curves. */
final class SweepPlot {
  private static final int STEPS = 200;

  private final SweepEstimate estimate;

  private SweepPlot(SweepEstimate estimate) {
    this.estimate = estimate;
  }

  static LinePlot of(SweepEstimate estimate) {
    SweepPlot plot = new SweepPlot(estimate);
    return switch (estimate.plan().experiment()) {
      case INJECTIVITY -> plot.injectivity();
      case SMALLEST_ROWS -> plot.smallestRows();
      case ACTIVE_ROWS -> plot.activeRows();
      case RECOVERY -> plot.recovery();
      case DEEP_ACTIVITY, STABILITY ->
          throw new CommandException(
              ExitCode.USAGE,
              "--plot requires injectivity, smallest-rows, active-rows or recovery but received %s."
                  .formatted(estimate.plan().experiment().label()));
    };
  }

  private LinePlot injectivity() {
    LinePlot plot = new LinePlot("Injective random layers", "m/n", "P(injective)");
    byInputs()
        .forEach(
            (n, cells) ->
                plot.points(
                    "n = " + n + ", 95 %",
                    values(cells, CellEstimate::expansivity),
                    values(cells, each -> middle(each.wilson(SweepReport.CONFIDENCE))),
                    values(cells, each -> halfWidth(each.wilson(SweepReport.CONFIDENCE)))));
    estimate
        .transitions()
        .forEach((n, fit) -> curve(plot, "n = " + n + ", logistic", span(n), fit::at));
    if (byInputs().containsKey(2)) {
      int[] rows = IntStream.rangeClosed(4, 24).toArray();
      plot.dashes(
          "n = 2, exact",
          IntStream.of(rows).mapToDouble(m -> m / 2.0).toArray(),
          IntStream.of(rows)
              .mapToDouble(m -> LayerProbability.exact(2, m).orElse(Double.NaN))
              .toArray());
    }
    return plot;
  }

  private LinePlot smallestRows() {
    LinePlot plot = new LinePlot("Rows until a layer is injective", "1/n", "m/n");
    List<CellEstimate> cells =
        estimate.cells().stream()
            .filter(each -> each.numbers().containsKey("smallestInjective"))
            .toList();
    double[] inverse = values(cells, each -> 1.0 / each.cell().inputs());
    plot.points(
        "mean, two standard errors",
        inverse,
        values(cells, each -> each.sample("smallestInjective").mean() / each.cell().inputs()),
        values(cells, SweepPlot::twoErrors));
    plot.points(
        "median",
        inverse,
        values(cells, each -> each.sample("smallestInjective").median() / each.cell().inputs()));
    double[] ends = {0, 0.5};
    estimate
        .finiteSize()
        .ifPresent(
            fit ->
                plot.line(
                    "line through the means",
                    ends,
                    new double[] {fit.limit(), fit.limit() + fit.slope() / 2}));
    double replica = new OneLayer().replicaSymmetryBreaking(3).value();
    plot.dashes("replica, 3 steps", ends, new double[] {replica, replica});
    return plot;
  }

  private static double twoErrors(CellEstimate each) {
    Sample rows = each.sample("smallestInjective");
    return 2 * rows.standardDeviation() / Math.sqrt(rows.size()) / each.cell().inputs();
  }

  private LinePlot activeRows() {
    LinePlot plot = new LinePlot("Active rows of random layers", "m/n", "active rows / n");
    byInputs()
        .forEach(
            (n, cells) -> {
              double[] x = values(cells, CellEstimate::expansivity);
              plot.points(
                  "n = " + n + ", mean direction",
                  x,
                  values(cells, each -> each.sample("activeAtMean").mean() / n));
              plot.points(
                  "n = " + n + ", worst found",
                  x,
                  values(cells, each -> each.sample("fewestActive").mean() / n));
            });
    double[] span = span();
    curve(plot, "mean direction, theory", span, a -> a * LayerProbability.activeShareAtMean(a));
    plot.dashes("n", span, new double[] {1, 1});
    return plot;
  }

  private LinePlot recovery() {
    LinePlot plot =
        new LinePlot("Exact recovery from a part of the outputs", "observed/n", "share");
    Map<Cell, List<CellEstimate>> networks =
        estimate.cells().stream()
            .collect(
                Collectors.groupingBy(
                    each -> each.cell().unobserved(), LinkedHashMap::new, Collectors.toList()));
    for (String name : List.of("determined", "recovered")) {
      Map<Cell, LogisticFit> fits = estimate.recoveries(name);
      networks.forEach(
          (network, cells) -> {
            double[] x = values(cells, CellEstimate::sampling);
            plot.points(
                network + ", " + name + ", 95 %",
                x,
                values(cells, each -> middle(wilson(each, name))),
                values(cells, each -> halfWidth(wilson(each, name))));
            LogisticFit fit = fits.get(network);
            if (fit != null) {
              curve(plot, network + ", " + name + ", logistic", ends(x), fit::at);
            }
          });
    }
    if (estimate.plan().weights() != WeightEnsemble.SIGNS) {
      networks.forEach((network, cells) -> determined(plot, network, cells));
    }
    return plot;
  }

  private static void determined(LinePlot plot, Cell network, List<CellEstimate> cells) {
    int most = cells.stream().mapToInt(each -> each.cell().observed()).max().orElse(1);
    int[] observed = IntStream.rangeClosed(1, most).toArray();
    plot.dashes(
        network + ", determined, exact",
        IntStream.of(observed).mapToDouble(k -> (double) k / network.inputs()).toArray(),
        IntStream.of(observed)
            .mapToDouble(k -> CodeProbability.determined(network.observing(k)))
            .toArray());
  }

  private static Interval wilson(CellEstimate each, String name) {
    return each.share(name).wilson(SweepReport.CONFIDENCE);
  }

  private SortedMap<Integer, List<CellEstimate>> byInputs() {
    TreeMap<Integer, List<CellEstimate>> groups = new TreeMap<>();
    for (CellEstimate each : estimate.cells()) {
      groups.merge(
          each.cell().inputs(),
          List.of(each),
          (a, b) -> Stream.concat(a.stream(), b.stream()).toList());
    }
    return groups;
  }

  /** Least and greatest m/n. */
  private double[] span() {
    return ends(values(estimate.cells(), CellEstimate::expansivity));
  }

  private double[] span(int n) {
    return ends(values(byInputs().getOrDefault(n, List.of()), CellEstimate::expansivity));
  }

  private static double[] ends(double[] x) {
    return new double[] {DoubleStream.of(x).min().orElse(0), DoubleStream.of(x).max().orElse(1)};
  }

  private static void curve(
      LinePlot plot, String name, double[] span, DoubleUnaryOperator function) {
    double[] x =
        IntStream.rangeClosed(0, STEPS)
            .mapToDouble(k -> span[0] + (span[1] - span[0]) * k / STEPS)
            .toArray();
    plot.line(name, x, DoubleStream.of(x).map(function).toArray());
  }

  private static double[] values(List<CellEstimate> cells, ToDoubleFunction<CellEstimate> value) {
    return cells.stream().mapToDouble(value).toArray();
  }

  private static double middle(Interval interval) {
    return (interval.lower() + interval.upper()) / 2;
  }

  private static double halfWidth(Interval interval) {
    return (interval.upper() - interval.lower()) / 2;
  }
}
