package org.preimage.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Standard output that remembers why a write failed, which a {@code PrintWriter} hides. */
final class ResultStream extends OutputStream {
  private final OutputStream target;
  private @Nullable IOException failure;

  ResultStream(OutputStream target) {
    this.target = target;
  }

  /**
   * Why results were lost; nothing when a reader such as {@code head} closed the pipe on purpose.
   */
  Optional<String> failure() {
    return Optional.ofNullable(failure)
        .map(e -> String.valueOf(e.getMessage()))
        .filter(message -> !message.contains("Broken pipe"));
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      target.write(bytes, offset, length);
    } catch (IOException e) {
      failure = failure == null ? e : failure;
      throw e;
    }
  }

  @Override
  public void flush() throws IOException {
    target.flush();
  }
}
