package org.preimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

final class FailuresTest {
  private final StringWriter text = new StringWriter();

  @Test
  void anUnknownExceptionIsAnInternalErrorWithoutATrace() {
    assertThat(report(new IllegalStateException("odd"))).isEqualTo(ExitCode.INTERNAL);
    assertThat(text.toString())
        .contains("internal error, please report: odd", "PREIMAGE_DEBUG=1")
        .doesNotContain("\tat ");
  }

  @Test
  void memoryThatRanOutHasAWayOut() {
    assertThat(report(new OutOfMemoryError("heap"))).isEqualTo(ExitCode.INTERNAL);
    assertThat(text.toString()).contains("memory ran out", "PREIMAGE_JAVA_OPTS");
  }

  @Test
  void aMissingFileIsMissingInput() {
    assertThat(report(new NoSuchFileException("x.data"))).isEqualTo(ExitCode.NO_INPUT);
    assertThat(text.toString()).contains("x.data");
  }

  @Test
  void aKnownFailureKeepsItsCodeAndText() {
    assertThat(report(new CommandException(73, "no room"))).isEqualTo(73);
    assertThat(text.toString()).isEqualTo("preimage test: no room" + System.lineSeparator());
  }

  private int report(Throwable failure) {
    try (PrintWriter err = new PrintWriter(text)) {
      return Failures.report(failure, "preimage test", err);
    }
  }
}
