package org.preimage.capacity.theory;

/** How far a number can be trusted as a statement about random layers, however exactly computed. */
public enum Rigor {
  /** A theorem in the cited source, with a proof there. */
  PROVED_BOUND("proved bound"),

  /**
   * Follows from a comparison inequality for Gaussian processes; the derivation is this project's.
   */
  DERIVED_BOUND("bound derived here"),

  /** From the replica method or an expected Euler characteristic: believed, not proved. */
  HEURISTIC("heuristic"),

  /** Value of a functional at a stationary point that was found, not shown to be the only one. */
  STATIONARY_VALUE("stationary value"),

  /** Quoted in the literature but the derivation is wrong; shown so that nobody uses it. */
  INVALID("not a bound");

  private final String text;

  Rigor(String text) {
    this.text = text;
  }

  /** In words, for tables. */
  public String text() {
    return text;
  }
}
