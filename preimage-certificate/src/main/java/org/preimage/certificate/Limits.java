package org.preimage.certificate;

/**
 * Bounds that keep a hostile text from costing more than its length. Whatever is not bounded here
 * is backed by tokens that were read.
 */
final class Limits {
  /** Decimal digits of one integer; a numerator and a denominator have as many each. */
  static final int DIGITS = 20_000;

  /** Characters of a token: two integers, a sign and a slash. */
  static final int TOKEN = 2 * DIGITS + 2;

  /** Bytes of a sentence or name. */
  static final int SENTENCE = 10_000;

  /** Input coordinates of a subject. */
  static final int INPUTS = 4_000_000;

  /** Values of all nodes together. */
  static final long VALUES = 50_000_000;

  /** Entries of one list or matrix. */
  static final int ENTRIES = 1 << 29;

  /** Bytes of text that a compressed form may hold, whatever its size. */
  static final long FREE_TEXT = 1 << 20;

  /** Bytes of text for each further compressed byte. */
  static final long TEXT_RATIO = 200;

  /** Blocks within blocks. */
  static final int DEPTH = 32;

  private Limits() {}
}
