package org.preimage.capacity.estimate;

/**
 * A closed interval.
 *
 * @param lower end, may be −∞
 * @param upper end, may be ∞
 */
public record Interval(double lower, double upper) {
  /** Whether a number lies inside. */
  public boolean contains(double value) {
    return lower <= value && value <= upper;
  }
}
