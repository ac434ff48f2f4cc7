package org.preimage.check;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.preimage.certificate.CertificateReader;
import org.preimage.certificate.MalformedCertificateException;

/** The text certificates under {@code src/test/resources/certificates}. */
final class Corpus {
  private Corpus() {}

  /** Files of one folder: accepted, rejected or malformed. */
  static List<Path> files(String folder) {
    URL url = Objects.requireNonNull(Corpus.class.getResource("/certificates/" + folder));
    try (Stream<Path> files = Files.list(Path.of(url.toURI()))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the program says of a text. */
  static Outcome outcome(byte[] text) {
    try {
      return Checker.check(CertificateReader.read(new ByteArrayInputStream(text)));
    } catch (MalformedCertificateException e) {
      return new Outcome.Malformed(e.line(), e.why());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Outcome outcome(String text) {
    return outcome(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The text with its digests and line count computed anew, so that they hide no other fault. */
  static String sealed(String text) {
    String[] lines = text.split("\n", -1);
    StringBuilder subject = new StringBuilder();
    StringBuilder whole = new StringBuilder();
    int count = 0;
    boolean inSubject = false;
    for (String line : Arrays.asList(lines)) {
      if (line.startsWith("end ") || line.isEmpty()) {
        break;
      }
      String kept = line;
      if (line.startsWith("subject-sha256")) {
        inSubject = false;
        kept = "subject-sha256 " + sha256(subject.toString());
      }
      inSubject |= line.startsWith("subject ");
      if (inSubject) {
        subject.append(kept).append('\n');
      }
      whole.append(kept).append('\n');
      count++;
    }
    return whole + "end " + count + " " + sha256(whole.toString()) + "\n";
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
