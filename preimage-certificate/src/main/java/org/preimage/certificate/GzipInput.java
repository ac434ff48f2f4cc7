package org.preimage.certificate;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The text in a gzip file (RFC 1952) that has exactly one member and nothing behind it. {@link
 * java.util.zip.GZIPInputStream} joins members, ignores what follows them, and lets a small file
 * become any amount of text; this class does not.
 *
 * <p>Closing it frees native memory and leaves the stream below open.
 */
final class GzipInput extends InputStream {
  static final int MAGIC_FIRST = 0x1f;
  static final int MAGIC_SECOND = 0x8b;

  private static final int HEADER_DIGEST = 1 << 1;
  private static final int EXTRA = 1 << 2;
  private static final int NAME = 1 << 3;
  private static final int COMMENT = 1 << 4;
  private static final int RESERVED = 0xe0;

  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 digest = new CRC32();
  private final byte[] buffer = new byte[1 << 13];
  private int position;
  private int limit;
  private boolean started;
  private boolean ended;

  /**
   * @param in at its start; read when text is wanted
   */
  GzipInput(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (!started) {
      header();
      started = true;
    }
    if (length == 0 || ended) {
      return length == 0 ? 0 : -1;
    }
    int read = inflate(bytes, offset, length);
    digest.update(bytes, offset, read);
    long most = Limits.FREE_TEXT + Limits.TEXT_RATIO * inflater.getBytesRead();
    if (inflater.getBytesWritten() > most) {
      throw new DamagedGzipException(
          "the text is more than %d times larger than its compressed form. Maybe unpack it with gunzip."
              .formatted(Limits.TEXT_RATIO));
    }
    if (read == 0) {
      trailer();
      ended = true;
      return -1;
    }
    return read;
  }

  /** At least one byte of text, or none at its end. */
  private int inflate(byte[] bytes, int offset, int length) throws IOException {
    try {
      int read = inflater.inflate(bytes, offset, length);
      while (read == 0 && !inflater.finished()) {
        if (inflater.needsDictionary() || !inflater.needsInput()) {
          throw new DamagedGzipException("the compressed text is damaged");
        }
        fill();
        inflater.setInput(buffer, 0, limit);
        position = limit;
        read = inflater.inflate(bytes, offset, length);
      }
      return read;
    } catch (DataFormatException e) {
      throw new DamagedGzipException("the compressed text is damaged: " + e.getMessage());
    }
  }

  private void header() throws IOException {
    if (next() != MAGIC_FIRST || next() != MAGIC_SECOND) {
      throw new DamagedGzipException("a compressed text requires a gzip header");
    }
    int method = next();
    int flags = next();
    if (method != 8 || (flags & RESERVED) != 0) {
      throw new DamagedGzipException("the gzip header has an unknown method or flag");
    }
    skipBytes(6);
    if ((flags & EXTRA) != 0) {
      skipBytes(little(2));
    }
    if ((flags & NAME) != 0) {
      skipName();
    }
    if ((flags & COMMENT) != 0) {
      skipName();
    }
    if ((flags & HEADER_DIGEST) != 0) {
      long expected = digest.getValue() & 0xffff;
      if (little(2) != expected) {
        throw new DamagedGzipException("the gzip header is damaged");
      }
    }
    digest.reset();
    inflater.setInput(buffer, position, limit - position);
    position = limit;
  }

  private void trailer() throws IOException {
    position = limit - inflater.getRemaining();
    long sum = digest.getValue();
    if (little(4) != sum || little(4) != (inflater.getBytesWritten() & 0xffffffffL)) {
      throw new DamagedGzipException("the compressed text is damaged: wrong checksum or length");
    }
    if (position < limit || in.read() >= 0) {
      throw new DamagedGzipException("the compressed text ends but the file goes on");
    }
  }

  private void skipName() throws IOException {
    while (next() != 0) {
      // Names are for people.
    }
  }

  private void skipBytes(long count) throws IOException {
    for (long i = 0; i < count; i++) {
      next();
    }
  }

  private long little(int bytes) throws IOException {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (long) next() << (8 * i);
    }
    return value;
  }

  private int next() throws IOException {
    if (position == limit) {
      fill();
    }
    int c = buffer[position++] & 0xff;
    if (!started) {
      digest.update(c);
    }
    return c;
  }

  /** At least one more byte in the buffer, whose content is used up. */
  private void fill() throws IOException {
    limit = Math.max(0, in.read(buffer));
    position = 0;
    if (limit == 0) {
      throw new DamagedGzipException("the compressed text is cut off");
    }
  }

  @Override
  public void close() {
    inflater.end();
  }
}
