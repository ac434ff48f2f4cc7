package org.preimage.benchmarks.peers;

/** What a peer says about a layer. */
enum Answer {
  INJECTIVE("injective"),
  NOT_INJECTIVE("not injective"),
  UNDECIDED("undecided");

  private final String words;

  Answer(String words) {
    this.words = words;
  }

  /** The answer of a peer that found the fewest rows active anywhere; rows in general position. */
  static Answer ofFewestActive(int fewest, int n) {
    return fewest < n ? NOT_INJECTIVE : INJECTIVE;
  }

  String words() {
    return words;
  }

  boolean isDefinite() {
    return this != UNDECIDED;
  }
}
