package org.preimage.certificate;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * Writes certificates as text. Each certificate has exactly one text; the grammar is in {@code
 * docs/certificate-format.md}.
 */
public final class CertificateWriter {
  /** First word of every certificate. */
  static final String MAGIC = "preimage-certificate";

  /** Version of the grammar written and read here. */
  static final int VERSION = 1;

  private CertificateWriter() {}

  /** Writes a file, replacing it: compressed if its name ends in {@code .gz}, else the text. */
  public static void write(Certificate certificate, Path file) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      if (String.valueOf(file.getFileName()).endsWith(".gz")) {
        writeCompressed(certificate, out);
      } else {
        write(certificate, out);
      }
    }
  }

  /** Writes the text as a gzip file; {@code out} is flushed and left open. */
  public static void writeCompressed(Certificate certificate, OutputStream out) throws IOException {
    try (GzipOutput text = new GzipOutput(out)) {
      write(certificate, text);
      text.finish();
    }
  }

  /** Writes the text; {@code out} is flushed and left open. */
  public static void write(Certificate certificate, OutputStream out) throws IOException {
    TokenWriter tokens = new TokenWriter(out);
    tokens.line(MAGIC, VERSION);
    tokens.line("claim", text(certificate.claim()));
    tokens.line("model-sha256", certificate.modelDigest());
    for (String assumption : certificate.assumptions()) {
      tokens.line("assumption", assumption);
    }
    writeDomain(certificate.domain(), tokens);
    tokens.line("subject-sha256", SubjectWriter.write(certificate.subject(), tokens));
    ProofWriter.write(certificate.proof(), tokens);
    tokens.end();
  }

  /** The text. */
  public static String toText(Certificate certificate) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write(certificate, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** SHA-256, in lower-case hex, of the text of the subject section. */
  public static String subjectDigest(Subject subject) {
    try {
      return SubjectWriter.write(subject, new TokenWriter(OutputStream.nullOutputStream()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The words of a claim, separated by spaces. */
  static String text(Claim claim) {
    return claim.tokens().stream().map(Object::toString).collect(Collectors.joining(" "));
  }

  private static void writeDomain(Domain domain, TokenWriter tokens) throws IOException {
    if (domain instanceof Domain.Ball ball) {
      tokens.put("domain").put("ball").put(ball.size()).number(ball.radius()).endLine();
      return;
    }
    Domain.Box box = (Domain.Box) domain;
    String keyword = keyword(box);
    tokens.line("domain", keyword, box.size());
    if (keyword.equals("box")) {
      writeEnds("lower", box.lower(), tokens);
      writeEnds("upper", box.upper(), tokens);
    }
  }

  /** The one keyword that may introduce this box. */
  static String keyword(Domain.Box box) {
    int n = box.size();
    if (box.equals(Domain.wholeSpace(n))) {
      return "space";
    }
    return box.equals(Domain.orthant(n)) ? "orthant" : "box";
  }

  private static void writeEnds(String keyword, Ends ends, TokenWriter tokens) throws IOException {
    tokens.put(keyword);
    for (int j = 0; j < ends.size(); j++) {
      tokens.number(ends.get(j));
    }
    tokens.endLine();
  }
}
