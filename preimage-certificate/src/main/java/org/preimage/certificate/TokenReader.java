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
  private final byte[] buffer = new byte[1 << 16];
  private final MessageDigest whole = Sha256.start();
  private final MessageDigest section = Sha256.start();
  private byte[] token = new byte[64];
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
    if (!lineStart) {
      if (peek() != ' ') {
        throw malformed("expected " + what + " but the line ends");
      }
      position++;
    }
    lineStart = false;
    int length = 0;
    for (int c = peek(); c > ' ' && c < 0x7f; c = peek()) {
      length = append(length, c, Limits.TOKEN, what);
    }
    if (length == 0) {
      throw malformed("expected " + what + " but found " + describe(peek()));
    }
    return new String(token, 0, length, StandardCharsets.ISO_8859_1);
  }

  void expect(String keyword) throws IOException, MalformedCertificateException {
    String found = word("'" + keyword + "'");
    if (!found.equals(keyword)) {
      throw malformed("expected '" + keyword + "' but found '" + shorten(found) + "'");
    }
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
    for (int c = peek(); c != '\n' && c != -1; c = peek()) {
      length = append(length, c, Limits.SENTENCE, what);
    }
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(token, 0, length)).toString();
      endLine();
      return text;
    } catch (CharacterCodingException e) {
      throw malformed(what + " is not UTF-8 text");
    }
  }

  int integer(String what, int lowest) throws IOException, MalformedCertificateException {
    String word = word(what);
    try {
      int value = Integer.parseInt(word);
      if (value >= lowest && Integer.toString(value).equals(word)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Falls through to the one message for every unsuitable token.
    }
    throw malformed(
        "expected " + what + ", an integer from " + lowest + ", but found '" + shorten(word) + "'");
  }

  double number(String what) throws IOException, MalformedCertificateException {
    String word = word(what);
    try {
      return HexFloat.read(word);
    } catch (NumberFormatException e) {
      throw malformed(
          "expected " + what + ", a hexadecimal number, but found '" + shorten(word) + "'");
    }
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
    return Indices.of(values);
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
    return Weights.of(values.toArray());
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
  }

  /** Digest of the lines since {@link #startSection}. */
  String sectionDigest() {
    digestConsumed();
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

  static int grown(int size, int count) {
    return (int) Math.min(count, 2L * size);
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

  private int append(int length, int c, int most, String what)
      throws MalformedCertificateException {
    if (length == most) {
      throw malformed(what + " is longer than " + most + " characters");
    }
    if (length == token.length) {
      token = Arrays.copyOf(token, 2 * length);
    }
    token[length] = (byte) c;
    position++;
    return length + 1;
  }

  private int peek() throws IOException {
    if (position == limit) {
      digestConsumed();
      position = 0;
      digested = 0;
      limit = Math.max(0, in.read(buffer));
      if (limit == 0) {
        return -1;
      }
    }
    return buffer[position] & 0xff;
  }

  private void digestConsumed() {
    whole.update(buffer, digested, position - digested);
    section.update(buffer, digested, position - digested);
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
