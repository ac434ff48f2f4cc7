package org.preimage.capacity.estimate;

import java.util.SortedMap;
import org.preimage.capacity.experiment.Cell;

/**
 * What the finished trials of one cell say.
 *
 * @param injective trials with this outcome
 * @param notInjective trials with this outcome
 * @param undecided trials with this outcome, overdue ones among them
 * @param measured trials in which nothing was to be decided
 * @param overdue trials that real time ended
 * @param numbers samples of what was measured, by name
 * @param seconds processor time of all
 */
public record CellEstimate(
    Cell cell,
    long injective,
    long notInjective,
    long undecided,
    long measured,
    long overdue,
    SortedMap<String, Sample> numbers,
    double seconds) {
  /** Finished trials. */
  public long trials() {
    return injective + notInjective + undecided + measured;
  }

  /**
   * What was measured under a name.
   *
   * @throws IllegalArgumentException if nothing was
   */
  public Sample sample(String name) {
    Sample sample = numbers.get(name);
    if (sample == null) {
      throw new IllegalArgumentException(
          "Cell %s requires measured numbers named %s but has %s."
              .formatted(cell, name, numbers.keySet()));
    }
    return sample;
  }

  /** Injective ones among all; undecided ones count as failures. */
  public Proportion provedInjective() {
    return new Proportion(injective, trials());
  }

  /**
   * Wilson's interval for the probability that a layer is injective, wide enough for every way in
   * which the undecided trials may turn out.
   */
  public Interval wilson(double confidence) {
    return new Interval(
        provedInjective().wilson(confidence).lower(),
        new Proportion(injective + undecided, trials()).wilson(confidence).upper());
  }

  /** The same with the interval of Clopper and Pearson. */
  public Interval clopperPearson(double confidence) {
    return new Interval(
        provedInjective().clopperPearson(confidence).lower(),
        new Proportion(injective + undecided, trials()).clopperPearson(confidence).upper());
  }

  /** Trials whose number under this name is at least one, among those that have it. */
  public Proportion share(String name) {
    Sample sample = sample(name);
    return new Proportion(sample.countAtLeast(1), sample.size());
  }

  /** Observed outputs for each input. */
  public double sampling() {
    return (double) cell.observed() / cell.inputs();
  }

  /** Rows for each input of the last layer; 0 where a cell has no widths. */
  public double expansivity() {
    return cell.widths().isEmpty() ? 0 : (double) cell.rows() / cell.inputs();
  }
}
