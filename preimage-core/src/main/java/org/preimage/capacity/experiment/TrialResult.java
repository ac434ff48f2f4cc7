package org.preimage.capacity.experiment;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What came out of a trial: a function of the trial alone, except for the seconds, which do not
 * count when results are compared, and for results that are overdue.
 */
public final class TrialResult implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long index;
  private final Outcome outcome;
  private final TreeMap<String, Double> numbers;
  private final boolean overdue;
  private final double seconds;

  /**
   * A result.
   *
   * @param index number of the trial in its plan
   * @param numbers what was measured, finite, by names of letters and digits
   * @param overdue whether real time ended the trial before its effort did; such a result may
   *     differ elsewhere
   * @param seconds processor time
   */
  public TrialResult(
      long index, Outcome outcome, Map<String, Double> numbers, boolean overdue, double seconds) {
    numbers.forEach(TrialResult::requireNumber);
    this.index = index;
    this.outcome = outcome;
    this.numbers = new TreeMap<>(numbers);
    this.overdue = overdue;
    this.seconds = seconds;
  }

  private static void requireNumber(String name, Double value) {
    if (!name.matches("[A-Za-z][A-Za-z0-9]*") || !Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "A result requires finite numbers with names of letters and digits but received %s = %s."
              .formatted(name, value));
    }
  }

  /** Number of the trial in its plan. */
  public long index() {
    return index;
  }

  /** The verdict. */
  public Outcome outcome() {
    return outcome;
  }

  /** What was measured, by name; unmodifiable. */
  public SortedMap<String, Double> numbers() {
    return Collections.unmodifiableSortedMap(numbers);
  }

  /**
   * One of the numbers.
   *
   * @throws IllegalArgumentException if it was not measured
   */
  public double number(String name) {
    Double value = numbers.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "A result requires to hold the number but %s is not in %s.".formatted(name, this));
    }
    return value;
  }

  /** Whether real time ended the trial before its effort did. */
  public boolean isOverdue() {
    return overdue;
  }

  /** Processor time. */
  public double seconds() {
    return seconds;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TrialResult that
        && index == that.index
        && outcome == that.outcome
        && overdue == that.overdue
        && numbers.equals(that.numbers);
  }

  @Override
  public int hashCode() {
    return Objects.hash(index, outcome.name(), overdue, numbers);
  }

  @Override
  public String toString() {
    return "trial %d: %s %s%s".formatted(index, outcome, numbers, overdue ? ", overdue" : "");
  }
}
