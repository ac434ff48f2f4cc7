package org.preimage.certificate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;

/** Lines of tokens separated by one space, with the digests of what was written. */
final class TokenWriter {
  private static final int CHUNK = 1 << 15;

  private final OutputStream out;
  private final MessageDigest whole = Sha256.start();
  private final MessageDigest section = Sha256.start();
  private final StringBuilder pending = new StringBuilder();
  private boolean inSection;
  private boolean lineStart = true;
  private long lines;

  TokenWriter(OutputStream out) {
    this.out = out;
  }

  TokenWriter put(Object token) throws IOException {
    separate();
    pending.append(token);
    return this;
  }

  TokenWriter put(int token) throws IOException {
    separate();
    pending.append(token);
    return this;
  }

  /** Before each token. */
  private void separate() throws IOException {
    if (pending.length() > CHUNK) {
      flush();
    }
    if (!lineStart) {
      pending.append(' ');
    }
    lineStart = false;
  }

  TokenWriter number(double number) throws IOException {
    return put(HexFloat.write(number));
  }

  void endLine() throws IOException {
    pending.append('\n');
    lineStart = true;
    lines++;
  }

  void line(Object... tokens) throws IOException {
    for (Object token : tokens) {
      put(token);
    }
    endLine();
  }

  /** A keyword, the number of entries, the entries. */
  void list(String keyword, Indices entries) throws IOException {
    put(keyword).put(entries.size());
    for (int i = 0; i < entries.size(); i++) {
      put(entries.get(i));
    }
    endLine();
  }

  /** A keyword, the number of entries, the entries. */
  void list(String keyword, Weights entries) throws IOException {
    put(keyword).put(entries.size());
    numbers(entries, 0, entries.size());
  }

  /** A keyword, the number of entries, the entries. */
  void list(String keyword, Collection<?> entries) throws IOException {
    put(keyword).put(entries.size());
    for (Object entry : entries) {
      put(entry);
    }
    endLine();
  }

  /** The rest of a line: entries from {@code start} to before {@code end}. */
  void numbers(Weights entries, int start, int end) throws IOException {
    for (int i = start; i < end; i++) {
      number(entries.get(i));
    }
    endLine();
  }

  /**
   * From here on, until {@link #endSection}, what is written also counts for the section digest.
   */
  void startSection() throws IOException {
    flush();
    section.reset();
    inSection = true;
  }

  /** The digest of what was written since {@link #startSection}. */
  String endSection() throws IOException {
    flush();
    inSection = false;
    return Sha256.hex(section);
  }

  /** Writes the last line: the number of lines before it and their digest. */
  void end() throws IOException {
    flush();
    line("end", lines, Sha256.hex(whole));
    flush();
    out.flush();
  }

  private void flush() throws IOException {
    byte[] bytes = pending.toString().getBytes(StandardCharsets.UTF_8);
    pending.setLength(0);
    whole.update(bytes);
    if (inSection) {
      section.update(bytes);
    }
    out.write(bytes);
  }
}
