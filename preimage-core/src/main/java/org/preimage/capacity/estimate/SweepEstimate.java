package org.preimage.capacity.estimate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.preimage.capacity.experiment.Cell;
import org.preimage.capacity.experiment.Experiment;
import org.preimage.capacity.experiment.Outcome;
import org.preimage.capacity.experiment.SweepPlan;
import org.preimage.capacity.experiment.TrialResult;
import org.preimage.capacity.experiment.TrialStore;

/**
 * What the finished trials of a plan say.
 *
 * @param cells in the order of the plan; those without finished trials are missing
 */
public record SweepEstimate(SweepPlan plan, List<CellEstimate> cells) {
  /** Copies the list. */
  public SweepEstimate {
    cells = List.copyOf(cells);
  }

  /** Reads a store whose plan was begun. */
  public static SweepEstimate of(SweepPlan plan, TrialStore store) throws IOException {
    Map<Cell, Gathered> gathered = new LinkedHashMap<>();
    plan.cells().forEach(cell -> gathered.put(cell, new Gathered()));
    store.forEach(
        result ->
            gathered
                .computeIfAbsent(plan.trial(result.index()).cell(), cell -> new Gathered())
                .add(result));
    List<CellEstimate> cells = new ArrayList<>();
    gathered.forEach(
        (cell, one) -> {
          if (one.trials > 0) {
            cells.add(one.estimate(cell));
          }
        });
    return new SweepEstimate(plan, cells);
  }

  /**
   * For each number of inputs with several widths, how P(injective) rises with m/n. Undecided
   * trials are left out, so where there are many the fit is that of the decided ones.
   */
  public SortedMap<Integer, LogisticFit> transitions() {
    Map<Integer, List<LogisticFit.Observation>> byInputs = new TreeMap<>();
    for (CellEstimate each : cells) {
      long decided = each.injective() + each.notInjective();
      if (plan.experiment() == Experiment.INJECTIVITY && decided > 0) {
        byInputs
            .computeIfAbsent(each.cell().inputs(), n -> new ArrayList<>())
            .add(
                new LogisticFit.Observation(
                    each.expansivity(), new Proportion(each.injective(), decided)));
      }
    }
    TreeMap<Integer, LogisticFit> fits = new TreeMap<>();
    byInputs.forEach((n, list) -> LogisticFit.of(list).ifPresent(fit -> fits.put(n, fit)));
    return Collections.unmodifiableSortedMap(fits);
  }

  /**
   * For each network of a recovery experiment that was observed at several rates, how a share rises
   * with the number of observed outputs for each input.
   *
   * @param name of the number whose share is fitted: "determined" or "recovered"
   */
  public Map<Cell, LogisticFit> recoveries(String name) {
    Map<Cell, List<LogisticFit.Observation>> byNetwork = new LinkedHashMap<>();
    for (CellEstimate each : cells) {
      if (plan.experiment() == Experiment.RECOVERY) {
        byNetwork
            .computeIfAbsent(each.cell().unobserved(), network -> new ArrayList<>())
            .add(new LogisticFit.Observation(each.sampling(), each.share(name)));
      }
    }
    Map<Cell, LogisticFit> fits = new LinkedHashMap<>();
    byNetwork.forEach(
        (network, list) -> LogisticFit.of(list).ifPresent(fit -> fits.put(network, fit)));
    return fits;
  }

  /** A line through the transitions, or through the mean smallest m/n, against 1/n. */
  public Optional<FiniteSizeFit> finiteSize() {
    List<FiniteSizeFit.Threshold> thresholds = new ArrayList<>();
    transitions()
        .forEach(
            (n, fit) ->
                thresholds.add(
                    new FiniteSizeFit.Threshold(n, fit.midpoint(), fit.midpointError())));
    for (CellEstimate each : cells) {
      Sample sample = each.numbers().get("smallestInjective");
      if (sample != null && sample.size() > 1 && each.undecided() == 0) {
        int n = each.cell().inputs();
        double error = sample.standardDeviation() / Math.sqrt(sample.size()) / n;
        if (error > 0) {
          thresholds.add(new FiniteSizeFit.Threshold(n, sample.mean() / n, error));
        }
      }
    }
    return FiniteSizeFit.of(thresholds);
  }

  /** Collects the trials of one cell. */
  private static final class Gathered {
    private final TreeMap<String, DoubleStream.Builder> numbers = new TreeMap<>();
    private final EnumMap<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    private long overdue;
    private double seconds;
    private long trials;

    void add(TrialResult result) {
      trials++;
      outcomes.merge(result.outcome(), 1L, Long::sum);
      overdue += result.isOverdue() ? 1 : 0;
      seconds += result.seconds();
      result
          .numbers()
          .forEach(
              (name, value) ->
                  numbers.computeIfAbsent(name, key -> DoubleStream.builder()).add(value));
    }

    CellEstimate estimate(Cell cell) {
      TreeMap<String, Sample> samples = new TreeMap<>();
      numbers.forEach((name, values) -> samples.put(name, new Sample(values.build().toArray())));
      return new CellEstimate(
          cell,
          outcomes.getOrDefault(Outcome.INJECTIVE, 0L),
          outcomes.getOrDefault(Outcome.NOT_INJECTIVE, 0L),
          outcomes.getOrDefault(Outcome.UNDECIDED, 0L),
          outcomes.getOrDefault(Outcome.MEASURED, 0L),
          overdue,
          Collections.unmodifiableSortedMap(samples),
          seconds);
    }
  }
}
