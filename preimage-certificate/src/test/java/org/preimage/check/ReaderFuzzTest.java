package org.preimage.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.preimage.certificate.Certificate;
import org.preimage.certificate.CertificateReader;
import org.preimage.certificate.CertificateWriter;
import org.preimage.certificate.MalformedCertificateException;

/** Damaged and hostile texts: always an outcome, quickly, never another exception. */
class ReaderFuzzTest {
  private static final String[] NASTY = {
    "",
    "-1",
    "0",
    "2147483647",
    "2147483648",
    "-2147483648",
    "99999999999999999999999",
    "1e9",
    "NaN",
    "Infinity",
    "-Infinity",
    "0x1.0p1023",
    "0x0.0000000000001p-1022",
    "-0x0.0p0",
    "1/3",
    "1/0",
    "536870912",
    "50000000",
    "49999999",
    "blocks",
    "same-as",
    "node",
    "end",
    "\u00e9",
    "\0",
    "4000000",
    "0x1.8p-1074",
    "-"
  };

  @Test
  void damagedTextsGiveOutcomes() {
    double seconds = Double.parseDouble(System.getProperty("preimage.fuzz.seconds", "5"));
    long seed = Long.getLong("preimage.fuzz.seed", 20221);
    List<String> texts = new ArrayList<>();
    for (String folder : List.of("accepted", "rejected")) {
      Corpus.files(folder).stream().map(Corpus::text).forEach(texts::add);
    }
    long end = System.nanoTime() + (long) (seconds * 1e9);
    long trial = 0;
    while (trial < 1000 || System.nanoTime() < end) {
      Random random = new Random(seed + trial);
      byte[] damaged = damaged(texts.get(random.nextInt(texts.size())), random);
      try {
        tryOne(damaged);
        if (trial % 8 == 0) {
          tryCompressed(damaged, random);
        }
      } catch (AssertionError | RuntimeException | IOException e) {
        throw new AssertionError("seed " + (seed + trial), e);
      }
      trial++;
    }
  }

  /**
   * Compressing changes no outcome; damage to the compressed form is noticed or changes nothing.
   */
  private static void tryCompressed(byte[] text, Random random) {
    if (text.length > 0 && text[0] == 0x1f) {
      // Looks compressed itself, and only one layer is taken off.
      return;
    }
    Outcome plain = Corpus.outcome(text);
    byte[] packed = Gzip.pack(text);
    assertThat(Corpus.outcome(packed)).isEqualTo(plain);
    for (int k = random.nextInt(3); k >= 0; k--) {
      packed[random.nextInt(packed.length)] = (byte) random.nextInt(256);
    }
    Outcome damaged = Corpus.outcome(packed);
    if (!(damaged instanceof Outcome.Malformed)) {
      assertThat(damaged).isEqualTo(plain);
    }
  }

  private static void tryOne(byte[] text) throws IOException {
    try {
      Certificate certificate = CertificateReader.read(new ByteArrayInputStream(text));
      assertThat(CertificateWriter.toText(certificate).getBytes(StandardCharsets.UTF_8))
          .isEqualTo(text);
      Outcome outcome = Checker.check(certificate);
      if (outcome instanceof Outcome.Rejected rejected) {
        assertThat(rejected.where()).as(rejected.why()).isNotEqualTo("checker");
      }
    } catch (MalformedCertificateException e) {
      assertThat(e.line()).isPositive();
      assertThat(e.why()).hasSizeLessThan(20_000);
    }
  }

  private static byte[] damaged(String text, Random random) {
    if (random.nextInt(3) == 0) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      for (int k = random.nextInt(4); k >= 0; k--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
      return java.util.Arrays.copyOf(bytes, length);
    }
    List<String> lines = new ArrayList<>(List.of(text.split("\n")));
    for (int k = random.nextInt(3); k >= 0; k--) {
      int l = random.nextInt(lines.size());
      switch (random.nextInt(5)) {
        case 0 -> lines.add(l, lines.get(random.nextInt(lines.size())));
        case 1 -> lines.set(l, lines.get(random.nextInt(lines.size())));
        default -> lines.set(l, damagedLine(lines.get(l), random));
      }
    }
    String damaged = String.join("\n", lines) + "\n";
    return (random.nextInt(8) == 0 ? damaged : Corpus.sealed(damaged))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String damagedLine(String line, Random random) {
    List<String> tokens = new ArrayList<>(List.of(line.split(" ", -1)));
    int t = random.nextInt(tokens.size());
    switch (random.nextInt(4)) {
      case 0 -> tokens.set(t, NASTY[random.nextInt(NASTY.length)]);
      case 1 -> tokens.set(t, Integer.toString(random.nextInt(6) - 1));
      case 2 -> tokens.add(t, tokens.get(random.nextInt(tokens.size())));
      default -> tokens.remove(t);
    }
    return String.join(" ", tokens);
  }

  /** Twenty million bytes of the same: the reader must stop at its limits. */
  @ParameterizedTest
  @ValueSource(strings = {"x", "1", " ", "\n", "\0", "assumption x\n", "0x1.0p0 "})
  void longTextsEndEarly(String repeated) {
    String start = "preimage-certificate 1\nclaim injective\nmodel-sha256 ";
    byte[] text =
        (start + repeated.repeat(20_000_000 / repeated.length())).getBytes(StandardCharsets.UTF_8);
    Assertions.assertTimeout(
        Duration.ofSeconds(5),
        () -> assertThat(Corpus.outcome(text)).isInstanceOf(Outcome.Malformed.class));
  }

  @Test
  void absurdNumbersAreRefusedQuickly() {
    Path file =
        Corpus.files("accepted").stream()
            .filter(f -> f.endsWith("collision-pair-thirds.cert"))
            .findFirst()
            .orElseThrow();
    String text = Corpus.text(file);
    for (String absurd :
        List.of(
            "1/" + "9".repeat(5_000_000),
            "9".repeat(5_000_000),
            "9".repeat(20_001),
            "1/" + "9".repeat(20_001),
            "0x1.0p" + "9".repeat(30_000))) {
      Assertions.assertTimeout(
          Duration.ofSeconds(5),
          () ->
              assertThat(Corpus.outcome(Corpus.sealed(text.replace("1/3", absurd))))
                  .isInstanceOf(Outcome.Malformed.class));
    }
    // At the limit the number is read and used: a point just inside the box.
    String tiny = "1/3" + "0".repeat(19_000) + "1";
    assertThat(Corpus.outcome(Corpus.sealed(text.replace("1/3", tiny))).accepted()).isTrue();
  }
}
