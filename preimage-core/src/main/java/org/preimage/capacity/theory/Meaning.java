package org.preimage.capacity.theory;

/** What a number says about layers with n inputs and αn outputs as n grows. */
public enum Meaning {
  /** Below it, almost surely not injective. */
  FAILS_BELOW("not injective below"),

  /** Above it, almost surely injective. */
  HOLDS_ABOVE("injective above"),

  /** Above it, almost surely every input leaves as many rows of the layer active as required. */
  ACTIVE_ABOVE("enough rows active above"),

  /** Estimates the threshold itself. */
  THRESHOLD("threshold"),

  /** Where an assumption of another number breaks down. */
  INSTABILITY("instability");

  private final String text;

  Meaning(String text) {
    this.text = text;
  }

  /** In words, for tables. */
  public String text() {
    return text;
  }
}
