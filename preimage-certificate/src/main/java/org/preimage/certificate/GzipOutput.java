package org.preimage.certificate;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes a text as a gzip file (RFC 1952) with one member, without names and times: equal texts
 * give equal files where the compression library is the same.
 *
 * <p>{@link GzipInput} refuses texts that are many times larger than their compressed form, so
 * where a text is nearly as regular as that, pieces of it are compressed less.
 */
final class GzipOutput extends OutputStream {
  /** Text between two looks at the ratio. */
  private static final int PIECE = 1 << 15;

  /** The rest of what a reader grants belongs to what the compressor holds back. */
  private static final long FREE_TEXT = Limits.FREE_TEXT / 2;

  private final OutputStream out;
  private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
  private final CRC32 digest = new CRC32();
  private final byte[] buffer = new byte[1 << 13];

  /**
   * @param out gets the header at once
   */
  GzipOutput(OutputStream out) throws IOException {
    this.out = out;
    byte unknownSystem = (byte) 0xff;
    out.write(
        new byte[] {
          GzipInput.MAGIC_FIRST, (byte) GzipInput.MAGIC_SECOND, 8, 0, 0, 0, 0, 0, 0, unknownSystem
        });
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    for (int done = 0; done < length; done += PIECE) {
      int piece = Math.min(PIECE, length - done);
      boolean tooRegular =
          deflater.getBytesRead() > FREE_TEXT + Limits.TEXT_RATIO * deflater.getBytesWritten();
      // Huffman codes alone need at least one bit for each byte of text.
      deflater.setStrategy(tooRegular ? Deflater.HUFFMAN_ONLY : Deflater.DEFAULT_STRATEGY);
      digest.update(bytes, offset + done, piece);
      deflater.setInput(bytes, offset + done, piece);
      while (!deflater.needsInput()) {
        deflate();
      }
    }
  }

  /** Writes the end of the file; {@code out} is flushed and left open. */
  void finish() throws IOException {
    deflater.finish();
    while (!deflater.finished()) {
      deflate();
    }
    little(digest.getValue());
    little(deflater.getBytesRead());
    out.flush();
  }

  @Override
  public void close() {
    deflater.end();
  }

  private void deflate() throws IOException {
    out.write(buffer, 0, deflater.deflate(buffer));
  }

  private void little(long value) throws IOException {
    for (int shift = 0; shift < 32; shift += 8) {
      out.write((int) (value >> shift));
    }
  }
}
