package org.preimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.preimage.certificate.Domain;
import org.preimage.certify.Effort;

/** Tables, numbers, domains and progress as people see them. */
final class TextTest {
  @Test
  void tableAlignsColumnsByCharacters() {
    TextTable table = new TextTable("rl");
    table.add("n → m", "kind");
    table.add("2", "x");

    assertThat(table.lines()).containsExactly("n → m  kind", "    2  x");
  }

  @ParameterizedTest
  @CsvSource({
    "0.123, 0.12 s",
    "3.44, 3.4 s",
    "42.4, 42 s",
    "60, 1 min",
    "125, 2 min 5 s",
    "3780, 1 h 3 min"
  })
  void timesAreShort(double seconds, String text) {
    assertThat(NumberText.time(seconds)).isEqualTo(text);
  }

  @Test
  void longVectorsAreShortened() {
    assertThat(NumberText.vector(new double[] {1, 0.5, -2})).isEqualTo("(1, 0.5000, -2)");
    assertThat(NumberText.vector(new double[784])).endsWith(", … 784 numbers)");
  }

  @Test
  void domainsHaveNames() {
    assertThat(DomainText.of(Domain.wholeSpace(5))).isEqualTo("R^5");
    assertThat(DomainText.of(Domain.orthant(2))).isEqualTo("the orthant x ≥ 0 of R^2");
    assertThat(DomainText.of(new Domain.Ball(3, 2))).isEqualTo("the ball of radius 2 in R^3");
    assertThat(DomainText.of(DomainChoice.readBox("-1,1", 4))).isEqualTo("the box [-1, 1]^4");
    assertThat(DomainText.of(DomainChoice.readBox("-1,1;0,inf", 2))).isEqualTo("a box in R^2");
  }

  @Test
  void progressTellsElapsedAndRemainingTimeOnOneLine() {
    AtomicLong clock = new AtomicLong();
    StringWriter text = new StringWriter();
    PrintWriter err = new PrintWriter(text);
    try (ProgressLine line = new ProgressLine(err, true, Duration.ofSeconds(60), clock::get)) {
      line.update("layer 1 of 2: cell tree", 0.5, new Effort(0, 0, 0, 0));
      assertThat(text.toString()).isEmpty();
      clock.set(10_000_000_000L);
      line.update("layer 1 of 2: cell tree", 0.5, new Effort(10, 1234, 5, 0));
    }

    assertThat(text.toString())
        .contains("\rlayer 1 of 2: cell tree: 50 %, 10 s, at most 10 s left (1,234 cells")
        .doesNotContain("\n")
        .endsWith("\r");
  }

  @Test
  void progressIntoAFileIsSeldomAndByLine() {
    AtomicLong clock = new AtomicLong();
    StringWriter text = new StringWriter();
    PrintWriter err = new PrintWriter(text);
    try (ProgressLine line = new ProgressLine(err, false, Duration.ofSeconds(60), clock::get)) {
      for (int second = 0; second < 20; second++) {
        clock.set(second * 1_000_000_000L);
        line.update("work", Double.NaN, new Effort(second, 0, 0, 0));
      }
    }

    assertThat(text.toString().lines()).hasSizeBetween(5, 9).allMatch(l -> l.startsWith("work: "));
  }
}
