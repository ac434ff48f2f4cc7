package org.preimage.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.preimage.certificate.CertificateReader;
import org.preimage.certificate.CertificateWriter;
import org.preimage.certificate.MalformedCertificateException;

/** Each file of the corpus is in the folder that names its outcome. */
class CorpusTest {
  static List<Path> accepted() {
    return Corpus.files("accepted");
  }

  static List<Path> rejected() {
    return Corpus.files("rejected");
  }

  static List<Path> malformed() {
    return Corpus.files("malformed");
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void isAccepted(Path file) throws IOException {
    assertThat(Corpus.outcome(Files.readAllBytes(file))).isInstanceOf(Outcome.Accepted.class);
  }

  @ParameterizedTest
  @MethodSource("rejected")
  void isRejected(Path file) throws IOException {
    Outcome outcome = Corpus.outcome(Files.readAllBytes(file));
    assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
    Outcome.Rejected rejected = (Outcome.Rejected) outcome;
    assertThat(rejected.where()).isNotBlank().isNotEqualTo("checker");
    assertThat(rejected.why()).isNotBlank();
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void isMalformed(Path file) throws IOException {
    Outcome outcome = Corpus.outcome(Files.readAllBytes(file));
    assertThat(outcome).isInstanceOf(Outcome.Malformed.class);
    assertThat(((Outcome.Malformed) outcome).line()).isPositive();
  }

  @ParameterizedTest
  @MethodSource({"accepted", "rejected"})
  void writesWhatItRead(Path file) throws IOException, MalformedCertificateException {
    String text = Corpus.text(file);
    assertThat(
            CertificateWriter.toText(
                CertificateReader.read(
                    new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))))
        .isEqualTo(text);
    assertThat(Corpus.sealed(text)).isEqualTo(text);
  }

  @Test
  void isNotEmpty() {
    assertThat(accepted()).hasSizeGreaterThan(25);
    assertThat(rejected()).hasSizeGreaterThan(50);
    assertThat(malformed()).hasSizeGreaterThan(70);
  }
}
