package org.preimage.certificate;

/**
 * The exact notation of binary64 numbers: that of {@link Double#toHexString}, which gives each
 * number exactly one spelling.
 */
final class HexFloat {
  private static final int FRACTION_DIGITS = 13;
  private static final int BIAS = 1023;

  /** No number is written like this, so it says that a token is not a number. */
  static final double NONE = Double.NaN;

  private HexFloat() {}

  static String write(double value) {
    return Double.toHexString(value);
  }

  /**
   * Inverse of {@link #write}, without objects.
   *
   * @return {@link #NONE} if the bytes from {@code start} to before {@code end} are not the
   *     spelling of a number
   */
  static double read(byte[] text, int start, int end) {
    boolean negative = start < end && text[start] == '-';
    int at = negative ? start + 1 : start;
    if (at < end && text[at] == 'I') {
      return infinity(text, at, end, negative);
    }
    // 0x, the leading bit, a point, a digit, p, a digit
    if (end - at < 7 || text[at] != '0' || text[at + 1] != 'x' || text[at + 3] != '.') {
      return NONE;
    }
    long fraction = 0;
    int p = at + 4;
    for (int digit = hexDigit(text[p]); digit >= 0 && p < end - 1; digit = hexDigit(text[p])) {
      fraction = fraction << 4 | digit;
      p++;
    }
    int digits = p - at - 4;
    boolean oneSpelling = digits == 1 || text[p - 1] != '0';
    if (text[p] != 'p' || digits < 1 || digits > FRACTION_DIGITS || !oneSpelling) {
      return NONE;
    }
    fraction <<= 4 * (FRACTION_DIGITS - digits);
    long exponent = Decimal.read(text, p + 1, end, Double.MIN_EXPONENT, Double.MAX_EXPONENT);
    long bits = bits(text[at + 2], fraction, exponent);
    return bits < 0 ? NONE : Double.longBitsToDouble(negative ? bits | Long.MIN_VALUE : bits);
  }

  /** The number without its sign; negative if there is no such number. */
  private static long bits(byte leading, long fraction, long exponent) {
    if (leading == '1') {
      return exponent == Decimal.NONE ? -1 : (exponent + BIAS) << 52 | fraction;
    }
    int written = fraction == 0 ? 0 : Double.MIN_EXPONENT;
    return leading == '0' && exponent == written ? fraction : -1;
  }

  private static double infinity(byte[] text, int at, int end, boolean negative) {
    String name = "Infinity";
    boolean equal = end - at == name.length();
    for (int i = 0; equal && i < name.length(); i++) {
      equal = text[at + i] == name.charAt(i);
    }
    if (!equal) {
      return NONE;
    }
    return negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  private static int hexDigit(byte c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  }
}
