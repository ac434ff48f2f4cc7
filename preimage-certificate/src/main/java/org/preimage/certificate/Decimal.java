package org.preimage.certificate;

/** The one decimal notation of an int: no leading zeros, no plus sign, no {@code -0}. */
final class Decimal {
  /** Says that a token is not a suitable integer. */
  static final long NONE = Long.MIN_VALUE;

  private static final int DIGITS = 10;

  private Decimal() {}

  /**
   * Reads the bytes from {@code start} to before {@code end}.
   *
   * @return {@link #NONE} if they are not an integer from {@code lowest} to {@code highest}
   */
  static long read(byte[] text, int start, int end, int lowest, int highest) {
    boolean negative = start < end && text[start] == '-';
    int first = negative ? start + 1 : start;
    int digits = end - first;
    if (digits < 1 || digits > DIGITS || (text[first] == '0' && (digits > 1 || negative))) {
      return NONE;
    }
    long value = 0;
    for (int i = first; i < end; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        return NONE;
      }
      value = 10 * value + digit;
    }
    long signed = negative ? -value : value;
    return signed >= lowest && signed <= highest ? signed : NONE;
  }
}
