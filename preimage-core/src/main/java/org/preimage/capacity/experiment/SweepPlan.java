package org.preimage.capacity.experiment;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import org.preimage.random.SeedStream;
import org.preimage.random.WeightEnsemble;

/**
 * An experiment laid out in full: every trial has a number, and its result is a function of the
 * plan and that number. {@link #toString} is the canonical text, which {@link PlanText} reads.
 *
 * @param weights law of all matrices
 * @param cells sizes to be tried, all different
 * @param trials for each cell
 * @param seed root of all seeds
 * @param effort limit of each decision, in units of {@link
 *     org.preimage.spanning.SearchBudget#ofWork}
 */
public record SweepPlan(
    Experiment experiment,
    WeightEnsemble weights,
    List<Cell> cells,
    long trials,
    long seed,
    long effort)
    implements Serializable {
  /** Checks that the parts fit. */
  public SweepPlan {
    cells = List.copyOf(cells);
    if (cells.isEmpty() || new HashSet<>(cells).size() < cells.size()) {
      throw new IllegalArgumentException(
          "A plan requires different cells, at least one, but received " + cells + ".");
    }
    for (Cell cell : cells) {
      if (!experiment.fits(cell)) {
        throw new IllegalArgumentException(
            "The experiment %s requires cells of the form %s but received %s."
                .formatted(experiment.label(), experiment.shape(), cell));
      }
    }
    if (trials < 1 || effort < 1 || trials > Integer.MAX_VALUE / cells.size()) {
      throw new IllegalArgumentException(
          ("A plan requires trials and effort ≥ 1 and fewer than 2³¹ trials in all but received %d"
                  + " trials in %d cells, effort %d.")
              .formatted(trials, cells.size(), effort));
    }
    if (experiment.drawsRowsOneByOne() && weights == WeightEnsemble.ORTHOGONAL) {
      throw new IllegalArgumentException(
          "The experiment %s requires independent rows but received orthogonal weights."
              .formatted(experiment.label()));
    }
  }

  /** Trials of all cells; their numbers are 0 to this, exclusive. */
  public long trialCount() {
    return trials * cells.size();
  }

  /**
   * Trial number {@code index}. Neighbouring numbers belong to different cells, so that a sweep
   * which is stopped early has tried all of them about equally often. Its seed depends on the root
   * seed, the cell and the number within the cell alone: in a plan with other cells or more trials
   * the same trials come back.
   *
   * @throws IndexOutOfBoundsException if there is no such trial
   */
  public Trial trial(long index) {
    if (index < 0 || index >= trialCount()) {
      throw new IndexOutOfBoundsException(
          "The plan has trials 0 to %d but trial %d was asked for."
              .formatted(trialCount() - 1, index));
    }
    Cell cell = cells.get((int) (index % cells.size()));
    long number = index / cells.size();
    long key = SeedStream.of(seed).child(cell.toString()).child(number).key();
    return new Trial(index, experiment, weights, cell, number, key, effort);
  }

  /** SHA-256 of the canonical text, in hexadecimal. */
  public String digest() {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(toString().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256.", e);
    }
  }

  /** The canonical text. */
  @Override
  public String toString() {
    return PlanText.print(this);
  }
}
