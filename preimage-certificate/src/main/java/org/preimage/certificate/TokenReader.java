package org.preimage.certificate;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Lines of tokens separated by exactly one space, read in one pass, with the digests of what was
 * read. Memory grows only with tokens that were really there.
 */
final class TokenReader {
  private final InputStream in;

  /** Longer than any token or sentence. */
  private final byte[] buffer = new byte[1 << 16];

  private final MessageDigest whole = Sha256.start();
  private final MessageDigest section = Sha256.start();
  private boolean inSection;
  private int start;
  private int position;
  private int limit;
  private int digested;
  private int line = 1;
  private boolean lineStart = true;

  TokenReader(InputStream in) {
    this.in = in;
  }

  /** The next token of this line. */
  String word(String what) throws IOException, MalformedCertificateException {
    scan(what);
    return text();
  }

  void expect(String keyword) throws IOException, MalformedCertificateException {
    scan("'" + keyword + "'");
    boolean equal = position - start == keyword.length();
    for (int i = 0; equal && i < keyword.length(); i++) {
      equal = buffer[start + i] == keyword.charAt(i);
    }
    if (!equal) {
      throw malformed("expected '" + keyword + "' but found '" + shorten(text()) + "'");
    }
  }

  /** Leaves the next token of this line in the buffer, from {@link #start} to the position. */
  private void scan(String what) throws IOException, MalformedCertificateException {
    if (!lineStart) {
      if (peek() != ' ') {
        throw malformed("expected " + what + " but the line ends");
      }
      position++;
    }
    lineStart = false;
    int length = 0;
    do {
      int end = position + length;
      while (end < limit && buffer[end] > ' ' && buffer[end] < 0x7f) {
        end++;
      }
      length = end - position;
      if (length > Limits.TOKEN) {
        throw malformed(what + " is longer than " + Limits.TOKEN + " characters");
      }
    } while (position + length == limit && readMore());
    if (length == 0) {
      throw malformed("expected " + what + " but found " + describe(peek()));
    }
    start = position;
    position += length;
  }

  private String text() {
    return new String(buffer, start, position - start, StandardCharsets.ISO_8859_1);
  }

  void endLine() throws IOException, MalformedCertificateException {
    if (peek() != '\n') {
      throw malformed("expected the end of the line but found " + describe(peek()));
    }
    position++;
    if (line == Integer.MAX_VALUE) {
      throw malformed("the text has too many lines");
    }
    line++;
    lineStart = true;
  }

  void endFile() throws IOException, MalformedCertificateException {
    if (peek() != -1) {
      throw malformed("expected the end of the text but found " + describe(peek()));
    }
  }

  /** The rest of the line, which is consumed: any UTF-8 text. */
  String sentence(String what) throws IOException, MalformedCertificateException {
    if (peek() != ' ') {
      throw malformed("expected " + what + " but found " + describe(peek()));
    }
    position++;
    int length = 0;
    do {
      while (position + length < limit && buffer[position + length] != '\n') {
        length++;
      }
      if (length > Limits.SENTENCE) {
        throw malformed(what + " is longer than " + Limits.SENTENCE + " characters");
      }
    } while (position + length == limit && readMore());
    try {
      ByteBuffer bytes = ByteBuffer.wrap(buffer, position, length);
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      position += length;
      endLine();
      return text;
    } catch (CharacterCodingException e) {
      throw malformed(what + " is not UTF-8 text");
    }
  }

  int integer(String what, int lowest) throws IOException, MalformedCertificateException {
    scan(what);
    long value = Decimal.read(buffer, start, position, lowest, Integer.MAX_VALUE);
    if (value == Decimal.NONE) {
      throw malformed(
          "expected %s, an integer from %d, but found '%s'"
              .formatted(what, lowest, shorten(text())));
    }
    return (int) value;
  }

  double number(String what) throws IOException, MalformedCertificateException {
    scan(what);
    double value = HexFloat.read(buffer, start, position);
    if (Double.isNaN(value)) {
      throw malformed(
          "expected " + what + ", a hexadecimal number, but found '" + shorten(text()) + "'");
    }
    return value;
  }

  BigInteger bigInteger(String what) throws IOException, MalformedCertificateException {
    return decimal(word(what), what);
  }

  /** A rational p or p/q in lowest terms. */
  Rational rational(String what) throws IOException, MalformedCertificateException {
    String word = word(what);
    int slash = word.indexOf('/');
    if (slash < 0) {
      return new Rational(decimal(word, what), BigInteger.ONE);
    }
    BigInteger p = decimal(word.substring(0, slash), what);
    BigInteger q = decimal(word.substring(slash + 1), what);
    if (q.compareTo(BigInteger.ONE) <= 0) {
      throw malformed(what + " requires a denominator above 1 but has '" + shorten(word) + "'");
    }
    Rational value = new Rational(p, q);
    if (!value.denominator().equals(q)) {
      throw malformed(what + " requires lowest terms but has '" + shorten(word) + "'");
    }
    return value;
  }

  Indices indices(int count, int lowest, String what)
      throws IOException, MalformedCertificateException {
    int[] values = new int[Math.min(count, 64)];
    for (int i = 0; i < count; i++) {
      if (i == values.length) {
        values = Arrays.copyOf(values, grown(i, count));
      }
      values[i] = integer(what, lowest);
    }
    return Indices.owning(values);
  }

  /** A line made of a keyword, a count and as many integers. */
  Indices indexLine(String keyword, int lowest) throws IOException, MalformedCertificateException {
    expect(keyword);
    Indices values = indices(count(keyword), lowest, keyword);
    endLine();
    return values;
  }

  /** A line made of a keyword, a count and as many numbers. */
  Weights weightLine(String keyword) throws IOException, MalformedCertificateException {
    expect(keyword);
    Numbers values = new Numbers(count(keyword));
    values.read(this, values.capacity(), keyword);
    endLine();
    return Weights.owning(values.take());
  }

  int count(String of) throws IOException, MalformedCertificateException {
    int count = integer("the number of " + of, 0);
    if (count > Limits.ENTRIES) {
      throw malformed("too many " + of + ": " + count);
    }
    return count;
  }

  /** Digest of all lines so far. */
  String digest() {
    digestConsumed();
    return Sha256.hex(whole);
  }

  void startSection() {
    digestConsumed();
    section.reset();
    inSection = true;
  }

  /** Digest of the lines since {@link #startSection}, which end here. */
  String endSection() {
    digestConsumed();
    inSection = false;
    return Sha256.hex(section);
  }

  int line() {
    return line;
  }

  MalformedCertificateException malformed(String why) {
    return new MalformedCertificateException(line, why);
  }

  static String shorten(String text) {
    return text.length() <= 40 ? text : text.substring(0, 37) + "...";
  }

  /**
   * The next size of an array of {@code count} entries of which {@code size} were really there:
   * from an eighth on all of it, so that copying never needs more than a quarter on top.
   */
  static int grown(int size, int count) {
    return size >= count / 8 ? count : 2 * size;
  }

  private BigInteger decimal(String word, String what) throws MalformedCertificateException {
    int start = word.startsWith("-") ? 1 : 0;
    int digits = word.length() - start;
    boolean canonical = digits > 0 && (word.charAt(start) != '0' || word.equals("0"));
    for (int i = start; canonical && i < word.length(); i++) {
      canonical = word.charAt(i) >= '0' && word.charAt(i) <= '9';
    }
    if (!canonical || digits > Limits.DIGITS) {
      throw malformed("expected " + what + " in decimal but found '" + shorten(word) + "'");
    }
    return new BigInteger(word);
  }

  /** The next byte, which stays where it is; −1 at the end of the text. */
  private int peek() throws IOException {
    return position < limit || readMore() ? buffer[position] & 0xff : -1;
  }

  /** Moves what is not consumed to the front and reads behind it; false at the end of the text. */
  private boolean readMore() throws IOException {
    digestConsumed();
    System.arraycopy(buffer, position, buffer, 0, limit - position);
    limit -= position;
    position = 0;
    digested = 0;
    int read = in.read(buffer, limit, buffer.length - limit);
    limit += Math.max(0, read);
    return read > 0;
  }

  private void digestConsumed() {
    whole.update(buffer, digested, position - digested);
    if (inSection) {
      section.update(buffer, digested, position - digested);
    }
    digested = position;
  }

  private static String describe(int c) {
    if (c == -1) {
      return "the end of the text";
    }
    if (c == '\n') {
      return "the end of the line";
    }
    return c > ' ' && c < 0x7f ? "'" + (char) c + "'" : "byte " + c;
  }
}
