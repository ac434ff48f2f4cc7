package org.preimage.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The worked example of docs/certificate-format.md is a certificate, and its claim is true. */
class FormatPageTest {
  @Test
  void workedExampleIsAccepted() {
    Path root = Path.of(System.getProperty("preimage.root", ".."));
    String page = Corpus.text(root.resolve("docs/certificate-format.md"));
    String opening = "```text\n";
    int start = page.indexOf(opening) + opening.length();
    String example = page.substring(start, page.indexOf("```", start));
    assertThat(Corpus.outcome(example).accepted()).isTrue();
  }
}
