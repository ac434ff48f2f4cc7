package org.preimage.benchmarks.peers;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.preimage.benchmarks.Layers;
import org.preimage.spanning.Layer;
import org.preimage.spanning.LayerResult;
import org.preimage.spanning.SearchBudget;

/**
 * How our decision grows on Gaussian layers: in n along m = 8n, 10n, 12n, and in m at fixed n. A
 * curve ends where more than half of its seeds are undecided. Writes {@code growth.csv} and plots
 * of seconds, cells and linear programs.
 */
public final class GrowthStudy {
  private static final Set<String> NAMES =
      Set.of("ratios", "inputs", "seeds", "limit", "largest", "folder");

  /** m / n of the curves in m. */
  private static final int[] ROWS_PER_INPUT = {3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 20, 25, 30};

  private final List<Long> seeds;
  private final double limit;
  private final Path folder;
  private final PrintWriter csv;

  /** What one decision took. */
  private record Effort(Answer answer, double seconds, double cells, double linearPrograms) {
    static final Effort BEYOND = new Effort(Answer.UNDECIDED, 0, 0, 0);

    double secondsToAnswer() {
      return orInfinite(seconds);
    }

    double cellsToAnswer() {
      return orInfinite(cells);
    }

    double linearProgramsToAnswer() {
      return orInfinite(linearPrograms);
    }

    private double orInfinite(double value) {
      return answer.isDefinite() ? value : Double.POSITIVE_INFINITY;
    }
  }

  /** Medians over the seeds at one point of a curve, infinite beyond the limit. */
  private record Point(double seconds, double cells, double linearPrograms) {
    static Point of(List<Effort> efforts) {
      return new Point(
          median(efforts, Effort::secondsToAnswer),
          median(efforts, Effort::cellsToAnswer),
          median(efforts, Effort::linearProgramsToAnswer));
    }

    private static double median(List<Effort> efforts, ToDoubleFunction<Effort> part) {
      return PeerTable.median(efforts.stream().mapToDouble(part).toArray()).orElseThrow();
    }
  }

  private GrowthStudy(Map<String, String> given, PrintWriter csv) {
    this.seeds = PeerOptions.seeds(given);
    this.limit = Double.parseDouble(given.getOrDefault("limit", "60"));
    this.folder = folder(given);
    this.csv = csv;
  }

  private static Path folder(Map<String, String> given) {
    return Path.of(given.getOrDefault("folder", "benchmarks/plots"));
  }

  /**
   * Measures; arguments {@code ratios=8,10,12 inputs=6,8,10 seeds=1,2,3 limit=60 largest=30
   * folder=benchmarks/plots}, all optional: the m/n of the curves in n, the n of the curves in m,
   * the largest n.
   */
  public static void main(String[] args) throws IOException {
    Map<String, String> given = PeerOptions.named(NAMES, args);
    Files.createDirectories(folder(given));
    try (PrintWriter csv =
        new PrintWriter(Files.newBufferedWriter(folder(given).resolve("growth.csv")), true)) {
      csv.println("n,m,seed,answer,seconds,cells,linear programs");
      GrowthStudy study = new GrowthStudy(given, csv);
      study.warmUp();
      int largest = Integer.parseInt(given.getOrDefault("largest", "30"));
      study.inInputs(PeerOptions.list(given.getOrDefault("ratios", "8,10,12")), largest);
      study.inRows(PeerOptions.list(given.getOrDefault("inputs", "6,8,10")));
    }
  }

  private void warmUp() {
    long start = System.nanoTime();
    for (long seed = 1_000_000; System.nanoTime() - start < 10e9; seed++) {
      Layers.decide(Layers.layer(Layers.gaussian(48, 6, seed)), SearchBudget.ofSeconds(10));
    }
  }

  private void inInputs(List<String> ratios, int largest) throws IOException {
    Plots plots = new Plots("Gaussian layers, growth in n", "n");
    for (String text : ratios) {
      int ratio = Integer.parseInt(text);
      int n = 3;
      while (n <= largest && plots.add("m = " + ratio + "n", n, measure(n, ratio * n))) {
        n++;
      }
    }
    plots.write(folder, "n");
  }

  /** The hardest ratio lies inside, so that an undecided point does not end a curve. */
  private void inRows(List<String> inputs) throws IOException {
    Plots plots = new Plots("Gaussian layers, growth in m", "m / n");
    for (String text : inputs) {
      int n = Integer.parseInt(text);
      for (int ratio : ROWS_PER_INPUT) {
        plots.add("n = " + n, ratio, measure(n, ratio * n));
      }
    }
    plots.write(folder, "m");
  }

  private Point measure(int n, int m) {
    List<Effort> efforts = new ArrayList<>();
    int late = 0;
    for (long seed : seeds) {
      // More than half undecided: so is the median, whatever the other seeds give.
      boolean settled = 2 * late > seeds.size();
      Effort effort = settled ? Effort.BEYOND : decide(n, m, seed);
      late += effort.answer().isDefinite() ? 0 : 1;
      efforts.add(effort);
    }
    return Point.of(efforts);
  }

  private Effort decide(int n, int m, long seed) {
    Layer layer = Layers.layer(Layers.gaussian(m, n, seed));
    Effort effort = Runs.fastest(() -> effort(layer), Effort::seconds);
    String line =
        String.format(
            Locale.ROOT,
            "%d,%d,%d,%s,%.6g,%.0f,%.0f",
            n,
            m,
            seed,
            effort.answer().words(),
            effort.seconds(),
            effort.cells(),
            effort.linearPrograms());
    csv.println(line);
    System.err.println(line);
    return effort;
  }

  private Effort effort(Layer layer) {
    SearchBudget budget = SearchBudget.ofSeconds(limit);
    long start = Clock.nanos();
    LayerResult result = Layers.decide(layer, budget);
    double seconds = (Clock.nanos() - start) / 1e9;
    return new Effort(answer(result), seconds, budget.cells(), budget.linearPrograms());
  }

  private static Answer answer(LayerResult result) {
    if (result instanceof LayerResult.Undecided) {
      return Answer.UNDECIDED;
    }
    return result instanceof LayerResult.Injective ? Answer.INJECTIVE : Answer.NOT_INJECTIVE;
  }

  /** Three pictures with the same curves. */
  private static final class Plots {
    private final GrowthPlot seconds;
    private final GrowthPlot cells;
    private final GrowthPlot linearPrograms;

    Plots(String title, String across) {
      seconds = new GrowthPlot(title, across, "seconds, median");
      cells = new GrowthPlot(title, across, "cells, median");
      linearPrograms = new GrowthPlot(title, across, "linear programs, median");
    }

    /** Whether there was something to add. */
    boolean add(String curve, double x, Point point) {
      seconds.add(curve, x, point.seconds());
      cells.add(curve, x, point.cells());
      linearPrograms.add(curve, x, point.linearPrograms());
      return Double.isFinite(point.seconds());
    }

    void write(Path folder, String name) throws IOException {
      seconds.write(folder.resolve("growth-" + name + "-seconds.png"));
      cells.write(folder.resolve("growth-" + name + "-cells.png"));
      linearPrograms.write(folder.resolve("growth-" + name + "-programs.png"));
    }
  }
}
