package org.preimage.certificate;

/**
 * The exact notation of binary64 numbers: that of {@link Double#toHexString}, which gives each
 * number exactly one spelling.
 */
final class HexFloat {
  private static final int FRACTION_DIGITS = 13;

  private HexFloat() {}

  static String write(double value) {
    return Double.toHexString(value);
  }

  /**
   * Inverse of {@link #write}, much faster than {@link Double#parseDouble}.
   *
   * @throws NumberFormatException if {@code token} is not the spelling of a number; NaN is not one
   */
  static double read(String token) {
    double value = value(token);
    // The round trip rejects every other spelling (trailing zeros, exponents of zero, ...).
    if (!Double.toHexString(value).equals(token)) {
      throw wrong(token);
    }
    return value;
  }

  private static double value(String token) {
    if (token.equals("Infinity")) {
      return Double.POSITIVE_INFINITY;
    }
    if (token.equals("-Infinity")) {
      return Double.NEGATIVE_INFINITY;
    }
    int start = token.startsWith("-") ? 1 : 0;
    int p = token.indexOf('p');
    int digits = p - start - 4;
    if (!token.startsWith("0x", start)
        || digits < 1
        || digits > FRACTION_DIGITS
        || token.charAt(start + 3) != '.'
        || token.length() - p > 6) {
      throw wrong(token);
    }
    long fraction = 0;
    for (int i = start + 4; i < p; i++) {
      fraction = fraction << 4 | hexDigit(token, i);
    }
    fraction <<= 4 * (FRACTION_DIGITS - digits);
    int exponent = Integer.parseInt(token.substring(p + 1));
    boolean normal = token.charAt(start + 2) == '1';
    if (normal && (exponent < Double.MIN_EXPONENT || exponent > Double.MAX_EXPONENT)) {
      throw wrong(token);
    }
    long bits = (normal ? (exponent + 1023L) << 52 : 0) | fraction;
    return Double.longBitsToDouble(start == 1 ? bits | Long.MIN_VALUE : bits);
  }

  private static int hexDigit(String token, int i) {
    int digit = Character.digit(token.charAt(i), 16);
    if (digit < 0) {
      throw wrong(token);
    }
    return digit;
  }

  private static NumberFormatException wrong(String token) {
    return new NumberFormatException("not a canonical hexadecimal number: " + token);
  }
}
