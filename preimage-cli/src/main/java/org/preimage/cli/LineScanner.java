package org.preimage.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Cuts a stream into lines and tells a whole line from the beginning of one. */
final class LineScanner {
  private final InputStream in;

  LineScanner(InputStream in) {
    this.in = new BufferedInputStream(in, 1 << 16);
  }

  /** The next line with its line feed; empty when only part of a line or nothing is left. */
  byte[] next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0; b = in.read()) {
      line.write(b);
      if (b == '\n') {
        return line.toByteArray();
      }
    }
    return new byte[0];
  }
}
