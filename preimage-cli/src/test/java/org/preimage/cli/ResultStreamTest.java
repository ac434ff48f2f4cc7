package org.preimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Lost results are noticed, closed pipes are not complained about. */
class ResultStreamTest {
  @Test
  void passesOnWhatIsWritten() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ResultStream stream = new ResultStream(bytes);
    print(stream);
    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("x ∈ Rⁿ");
    assertThat(stream.failure()).isEmpty();
  }

  @Test
  void remembersWhyAWriteFailed() {
    ResultStream stream = new ResultStream(failing("No space left on device"));
    print(stream);
    assertThat(stream.failure()).contains("No space left on device");
  }

  @Test
  void isSilentAboutAClosedPipe() {
    ResultStream stream = new ResultStream(failing("Broken pipe"));
    print(stream);
    assertThat(stream.failure()).isEmpty();
  }

  private static void print(ResultStream stream) {
    PrintWriter out = new PrintWriter(stream, true, StandardCharsets.UTF_8);
    out.print("x ∈ Rⁿ");
    out.flush();
  }

  private static OutputStream failing(String why) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(why);
      }
    };
  }
}
