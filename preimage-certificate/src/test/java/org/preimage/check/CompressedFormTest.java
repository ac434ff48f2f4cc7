package org.preimage.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.preimage.certificate.Certificate;
import org.preimage.certificate.CertificateReader;
import org.preimage.certificate.CertificateWriter;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Indices;
import org.preimage.certificate.MalformedCertificateException;
import org.preimage.certificate.Node;
import org.preimage.certificate.Proof;
import org.preimage.certificate.Subject;
import org.preimage.certificate.Weights;

/** The compressed form is the text in one gzip member: no more, no less, no bombs. */
class CompressedFormTest {
  private static final int HEADER = 10;
  private static final byte[] TEXT =
      Corpus.text(named("accepted", "scale-and-one-to-one")).getBytes(StandardCharsets.UTF_8);

  static Stream<Path> corpus() {
    return Stream.of("accepted", "rejected").flatMap(folder -> Corpus.files(folder).stream());
  }

  @ParameterizedTest
  @MethodSource("corpus")
  void holdsTheTextAndHasItsOutcome(Path file) throws IOException, MalformedCertificateException {
    byte[] text = Files.readAllBytes(file);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    CertificateWriter.writeCompressed(
        CertificateReader.read(new ByteArrayInputStream(text)), packed);
    assertThat(Gzip.unpack(packed.toByteArray())).isEqualTo(text);
    assertThat(Corpus.outcome(packed.toByteArray())).isEqualTo(Corpus.outcome(text));
    assertThat(Corpus.outcome(Gzip.pack(text))).isEqualTo(Corpus.outcome(text));
  }

  @Test
  void theNameOfAFileDecidesTheForm(@TempDir Path folder)
      throws IOException, MalformedCertificateException {
    Certificate certificate = CertificateReader.read(new ByteArrayInputStream(TEXT));
    Path packed = folder.resolve("a.preimage.gz");
    Path plain = folder.resolve("a.gz.preimage");
    CertificateWriter.write(certificate, packed);
    CertificateWriter.write(certificate, plain);
    assertThat(Files.readAllBytes(plain)).isEqualTo(TEXT);
    assertThat(Gzip.unpack(Files.readAllBytes(packed))).isEqualTo(TEXT);
    assertThat(CertificateWriter.toText(CertificateReader.read(packed)))
        .isEqualTo(CertificateWriter.toText(certificate));
  }

  /** What gzip(1) writes has a name and a time; other programs use the other fields. */
  @Test
  void fieldsOfTheHeaderAreSkipped() {
    byte[] packed = Gzip.pack(TEXT);
    byte[] rest = Arrays.copyOfRange(packed, HEADER, packed.length);
    byte[] fields = Gzip.joined(new byte[] {3, 0, 7, 8, 9}, ascii("name\0"), ascii("comment\0"));
    byte[] start = Gzip.joined(new byte[] {0x1f, (byte) 0x8b, 8, 0x1e, 1, 2, 3, 4, 2, 3}, fields);
    CRC32 digest = new CRC32();
    digest.update(start);
    int sum = (int) digest.getValue();
    byte[] digestField = {(byte) sum, (byte) (sum >> 8)};
    assertThat(Corpus.outcome(Gzip.joined(start, digestField, rest)).accepted()).isTrue();
    digestField[0]++;
    assertMalformed(Gzip.joined(start, digestField, rest), "the gzip header is damaged");
    byte[] unknown = packed.clone();
    unknown[3] = 0x20;
    assertMalformed(unknown, "unknown method or flag");
  }

  @Test
  void eachDamagedByteIsNoticedOrDoesNotMatter() {
    byte[] packed = Gzip.pack(TEXT);
    Outcome whole = Corpus.outcome(TEXT);
    int noticed = 0;
    for (int i = 0; i < packed.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] damaged = packed.clone();
        damaged[i] ^= (byte) (1 << bit);
        Outcome outcome = Corpus.outcome(damaged);
        if (outcome instanceof Outcome.Malformed malformed) {
          assertThat(malformed.line()).isPositive();
          noticed++;
        } else {
          assertThat(outcome).as("byte %d", i).isEqualTo(whole);
        }
      }
    }
    // The six free bytes, and at most the unused bits before the checksum.
    assertThat(noticed).isGreaterThan(8 * (packed.length - 8));
  }

  @Test
  void cutOffAnywhereIsMalformed() {
    byte[] packed = Gzip.pack(TEXT);
    for (int length = 1; length < packed.length; length++) {
      assertMalformed(Arrays.copyOf(packed, length), "the compressed text is cut off");
    }
  }

  @Test
  void nothingMayFollow() {
    byte[] packed = Gzip.pack(TEXT);
    String why = "the compressed text ends but the file goes on";
    assertMalformed(Gzip.joined(packed, new byte[1]), why);
    assertMalformed(Gzip.joined(packed, packed), why);
    assertMalformed(Gzip.joined(packed, Gzip.pack(new byte[0])), why);
    assertMalformed(Gzip.joined(packed, new byte[100_000]), why);
    assertMalformed(Gzip.joined(Gzip.pack(Arrays.copyOf(TEXT, 50)), packed), why.substring(0, 25));
    assertMalformed(Gzip.pack(packed), "expected 'preimage-certificate'");
    assertMalformed(Gzip.pack(Gzip.joined(TEXT, TEXT)), "the end of the text");
    assertMalformed(Gzip.pack(new byte[0]), "the end of the text");
  }

  @ParameterizedTest
  @ValueSource(strings = {"assumption x\n", "assumption xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n"})
  void bombsAreRefused(String repeated) {
    byte[] text =
        ascii(
            "preimage-certificate 1\nclaim injective\nmodel-sha256 -\n"
                + repeated.repeat(40_000_000 / repeated.length()));
    byte[] packed = Gzip.pack(text);
    assertThat(packed.length).isLessThan(text.length / 200);
    Assertions.assertTimeout(
        Duration.ofSeconds(5), () -> assertMalformed(packed, "times larger than its compressed"));
  }

  /** A matrix of zeros compresses better than a reader allows; the writer holds back. */
  @Test
  void theWriterStaysWithinTheReadersLimit(@TempDir Path folder)
      throws IOException, MalformedCertificateException {
    Subject subject =
        new Subject(
            List.of(
                new Node.Input(900),
                new Node.Affine(0, Weights.of(new double[900 * 900]), Weights.of(new double[900])),
                new Node.Rectifier(1, 900, Weights.of(new double[1]))),
            Indices.of(2));
    Certificate certificate =
        new Certificate(
            subject, Domain.wholeSpace(900), new Proof.NarrowCut(Indices.of(2)), "-", List.of());
    Path file = folder.resolve("zeros.gz");
    CertificateWriter.write(certificate, file);
    String text = CertificateWriter.toText(certificate);
    assertThat(text.length()).isGreaterThan(100 * (int) Files.size(file));
    assertThat(CertificateWriter.toText(CertificateReader.read(file))).isEqualTo(text);
    assertMalformed(Gzip.pack(ascii(text)), "Maybe unpack it with gunzip");
  }

  /** Streams need not fill the array they are given. */
  @Test
  void slowStreamsGiveTheSame() throws IOException, MalformedCertificateException {
    for (byte[] form : List.of(TEXT, Gzip.pack(TEXT))) {
      Certificate certificate = CertificateReader.read(slow(form));
      assertThat(CertificateWriter.toText(certificate))
          .isEqualTo(new String(TEXT, StandardCharsets.UTF_8));
    }
  }

  /** A stream that fails is no malformed certificate. */
  @Test
  void failuresOfTheStreamPass() {
    InputStream broken =
        new FilterInputStream(new ByteArrayInputStream(Gzip.pack(TEXT))) {
          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            throw new IOException("disk on fire");
          }
        };
    assertThatThrownBy(() -> CertificateReader.read(broken)).hasMessage("disk on fire");
  }

  private static InputStream slow(byte[] bytes) {
    return new FilterInputStream(new ByteArrayInputStream(bytes)) {
      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        return super.read(target, offset, Math.min(length, 1));
      }
    };
  }

  private static void assertMalformed(byte[] file, String why) {
    Outcome outcome = Corpus.outcome(file);
    assertThat(outcome).isInstanceOf(Outcome.Malformed.class);
    assertThat(((Outcome.Malformed) outcome).why()).contains(why);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static Path named(String folder, String name) {
    return Corpus.files(folder).stream()
        .filter(file -> file.endsWith(name + ".cert"))
        .findFirst()
        .orElseThrow();
  }
}
