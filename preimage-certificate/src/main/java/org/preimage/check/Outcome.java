package org.preimage.check;

/** What the checker says of a certificate. */
public sealed interface Outcome {
  /** The claim holds for the subject in the certificate. */
  record Accepted(String claim) implements Outcome {}

  /**
   * The proof does not establish the claim (which may still be true).
   *
   * @param where the part of the proof that failed, such as "stage 3, circuit 17"
   * @param why the condition that does not hold, with its values
   */
  record Rejected(String where, String why) implements Outcome {}

  /**
   * The text is not a certificate.
   *
   * @param line counted from 1; 0 when no line is to blame
   */
  record Malformed(int line, String why) implements Outcome {}

  default boolean accepted() {
    return this instanceof Accepted;
  }
}
