package org.preimage.capacity.theory;

/** What a number says about layers with n inputs and αn outputs as n grows. */
public enum Meaning {
  /** Below it, almost surely not injective. */
  FAILS_BELOW("not injective below"),

  /** Above it, the condition holds almost surely. */
  HOLDS_ABOVE("injective above"),

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
