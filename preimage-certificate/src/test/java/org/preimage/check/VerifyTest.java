package org.preimage.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path folder;

  @Test
  void acceptedCertificate() throws IOException {
    assertThat(run(file("accepted", "scale-and-one-to-one"))).isEqualTo(Verify.ACCEPTED);
    assertThat(lines()[0]).isEqualTo("accepted: the subject is injective on R^1");
    assertThat(lines()[1]).matches("subject-sha256 [0-9a-f]{64}");
    assertThat(lines()[2]).isEqualTo("model-sha256 -");
    assertThat(lines()[3]).startsWith("assumption caf\u00e9");
  }

  @Test
  void rejectedCertificate() throws IOException {
    assertThat(run(file("rejected", "opposite-rows-not-covering"))).isEqualTo(Verify.REJECTED);
    assertThat(lines()[0]).startsWith("rejected: stage 1, rows 0 and 1: ");
  }

  @Test
  void malformedCertificate() throws IOException {
    assertThat(run(file("malformed", "weight-nan"))).isEqualTo(Verify.BAD_DATA);
    assertThat(lines()[0]).startsWith("malformed: line 9: ");
  }

  @Test
  void modelMustHaveTheStatedDigest() throws IOException {
    Path model = folder.resolve("model.onnx");
    Files.writeString(model, "abc");
    String digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    Path certificate = folder.resolve("a.cert");
    String text = Corpus.text(Path.of(file("accepted", "scale-and-one-to-one")));
    Files.writeString(
        certificate, Corpus.sealed(text.replace("model-sha256 -", "model-sha256 " + digest)));
    assertThat(run(model.toString(), certificate.toString())).isEqualTo(Verify.ACCEPTED);
    Files.writeString(model, "abd");
    assertThat(run(model.toString(), certificate.toString())).isEqualTo(Verify.REJECTED);
    String unnamed = file("accepted", "scale-and-one-to-one");
    assertThat(run(model.toString(), unnamed)).isEqualTo(Verify.REJECTED);
  }

  @Test
  void wrongUse() throws IOException {
    assertThat(run()).isEqualTo(Verify.USAGE);
    assertThat(run("a", "b", "c")).isEqualTo(Verify.USAGE);
    assertThat(run("--frobnicate")).isEqualTo(Verify.USAGE);
    assertThat(run(folder.resolve("missing").toString())).isEqualTo(Verify.NO_INPUT);
    assertThat(run(folder.toString())).isEqualTo(Verify.NO_INPUT);
    assertThat(run("--help")).isEqualTo(Verify.ACCEPTED);
    assertThat(lines()).anyMatch(line -> line.startsWith("Examples:"));
  }

  private static String file(String folder, String name) {
    return Corpus.files(folder).stream()
        .filter(f -> f.endsWith(name + ".cert"))
        .findFirst()
        .orElseThrow()
        .toString();
  }

  private int run(String... args) {
    out.reset();
    err.reset();
    return new Verify(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8))
        .run(args);
  }

  private String[] lines() {
    return out.toString(StandardCharsets.UTF_8).split("\n");
  }
}
