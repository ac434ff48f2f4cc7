package org.preimage.capacity.experiment;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What is measured of each random layer or network. */
public enum Experiment {
  /** Whether a layer x ↦ ReLU(Wx) with m rows is injective, with an accepted certificate. */
  INJECTIVITY("injectivity", 1, 1, 300_000),
  /**
   * The least number of rows at which a layer that gets its rows one by one is injective; a cell
   * has no widths.
   */
  SMALLEST_ROWS("smallest-rows", 0, 0, 300_000),
  /** Rows active at the mean direction −Σw/‖Σw‖ and at the worst point found. */
  ACTIVE_ROWS("active-rows", 1, 1, 10),
  /** The fewest units active at once in each layer of a network without biases. */
  DEEP_ACTIVITY("deep-activity", 1, 16, 50),
  /** Bounds of the inverse Lipschitz constant κ of a layer. */
  STABILITY("stability", 1, 1, 5_000),
  /** Whether the input of a network without biases is recovered from a part of its outputs. */
  RECOVERY("recovery", 1, 16, 32);

  private final String label;
  private final int fewestWidths;
  private final int mostWidths;
  private final long usualEffort;

  Experiment(String label, int fewestWidths, int mostWidths, long usualEffort) {
    this.label = label;
    this.fewestWidths = fewestWidths;
    this.mostWidths = mostWidths;
    this.usualEffort = usualEffort;
  }

  /** The word in plans and on the command line. */
  public String label() {
    return label;
  }

  /**
   * The limit of a trial's effort that suits most cells, in units of {@link
   * org.preimage.spanning.SearchBudget#ofWork}: about a minute of decision, 400 steps of descent,
   * 2000 great circles, some seconds of bounding, starts of an inversion.
   */
  public long usualEffort() {
    return usualEffort;
  }

  /**
   * The experiment with this label.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Experiment of(String label) {
    return Arrays.stream(values())
        .filter(experiment -> experiment.label.equals(label))
        .findAny()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "An experiment requires one of the names %s but received \"%s\"."
                        .formatted(labels(), label)));
  }

  private static String labels() {
    return Arrays.stream(values()).map(Experiment::label).collect(Collectors.joining(", "));
  }

  /** Whether a cell has as many layers as the experiment is about. */
  boolean fits(Cell cell) {
    int layers = cell.widths().size();
    return fewestWidths <= layers
        && layers <= mostWidths
        && (cell.observed() > 0) == (this == RECOVERY);
  }

  /** What its cells look like, for messages. */
  String shape() {
    return mostWidths == 0
        ? "N"
        : mostWidths == 1 ? "NxROWS" : "NxWIDTH1xWIDTH2x…" + (this == RECOVERY ? "@OBSERVED" : "");
  }

  /** Whether rows must be drawn one after the other, independently of how many follow. */
  boolean drawsRowsOneByOne() {
    return this == SMALLEST_ROWS || this == ACTIVE_ROWS;
  }
}
