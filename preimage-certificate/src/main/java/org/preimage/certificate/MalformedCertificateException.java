package org.preimage.certificate;

/** A text that is not a certificate. */
public final class MalformedCertificateException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final String why;

  /**
   * @param line line of the text, counted from 1
   * @param why what was required there and what was found
   */
  public MalformedCertificateException(int line, String why) {
    super("line " + line + ": " + why);
    this.line = line;
    this.why = why;
  }

  /** Line of the text, counted from 1. */
  public int line() {
    return line;
  }

  /** What was required there and what was found. */
  public String why() {
    return why;
  }
}
