package org.preimage.capacity.experiment;

/** What a trial decided. */
public enum Outcome {
  /** Proved injective, or the sought number was found and proved. */
  INJECTIVE,
  /** Proved not injective. */
  NOT_INJECTIVE,
  /** Neither, within the effort. */
  UNDECIDED,
  /** There was nothing to decide: the numbers are the result. */
  MEASURED
}
