package org.preimage.certificate;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the text of a certificate in one pass; the grammar is in {@code
 * docs/certificate-format.md}. Accepts exactly the texts that {@link CertificateWriter} writes, as
 * they are or in a gzip file.
 *
 * <p>Time and memory are proportional to the text that is there, whatever sizes it declares; a gzip
 * file whose text is many times larger than itself is refused.
 */
public final class CertificateReader {
  private final TokenReader tokens;

  private CertificateReader(InputStream in) {
    this.tokens = new TokenReader(in);
  }

  /**
   * Reads a file.
   *
   * @throws MalformedCertificateException if the text is not a certificate
   */
  public static Certificate read(Path file) throws IOException, MalformedCertificateException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in);
    }
  }

  /**
   * Reads a stream to its end and leaves it open. It holds the text or its compressed form, which
   * the first bytes tell.
   *
   * @throws MalformedCertificateException if the text is not a certificate
   */
  public static Certificate read(InputStream in) throws IOException, MalformedCertificateException {
    PushbackInputStream all = new PushbackInputStream(in, 1);
    int first = all.read();
    if (first >= 0) {
      all.unread(first);
    }
    if (first != GzipInput.MAGIC_FIRST) {
      return new CertificateReader(all).read();
    }
    try (GzipInput text = new GzipInput(all)) {
      return new CertificateReader(text).read();
    }
  }

  private Certificate read() throws IOException, MalformedCertificateException {
    try {
      return certificate();
    } catch (DamagedGzipException e) {
      throw tokens.malformed(String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException | ArithmeticException e) {
      // The data types state their own conditions; here they are conditions on the text.
      throw tokens.malformed(String.valueOf(e.getMessage()));
    }
  }

  private Certificate certificate() throws IOException, MalformedCertificateException {
    tokens.expect(CertificateWriter.MAGIC);
    int version = tokens.integer("a version", 0);
    if (version != CertificateWriter.VERSION) {
      throw tokens.malformed(
          "expected version " + CertificateWriter.VERSION + " but found " + version);
    }
    tokens.endLine();
    tokens.expect("claim");
    String claim = tokens.sentence("a claim");
    tokens.expect("model-sha256");
    String modelDigest = tokens.word("a digest");
    tokens.endLine();
    List<String> assumptions = new ArrayList<>();
    Domain domain = assumptionsAndDomain(assumptions);
    Subject subject = subject();
    Proof proof = new ProofReader(tokens).proof();
    Certificate certificate = new Certificate(subject, domain, proof, modelDigest, assumptions);
    if (!CertificateWriter.text(certificate.claim()).equals(claim)) {
      throw tokens.malformed(
          "the claim '" + TokenReader.shorten(claim) + "' does not fit the proof");
    }
    end();
    return certificate;
  }

  private Domain assumptionsAndDomain(List<String> assumptions)
      throws IOException, MalformedCertificateException {
    String keyword = tokens.word("'assumption' or 'domain'");
    while (keyword.equals("assumption")) {
      assumptions.add(tokens.sentence("an assumption"));
      keyword = tokens.word("'assumption' or 'domain'");
    }
    if (!keyword.equals("domain")) {
      throw tokens.malformed("expected 'domain' but found '" + TokenReader.shorten(keyword) + "'");
    }
    return domain();
  }

  private Domain domain() throws IOException, MalformedCertificateException {
    String keyword = tokens.word("a kind of domain");
    int n = tokens.integer("the number of coordinates", 1);
    if (n > Limits.INPUTS) {
      throw tokens.malformed("too many coordinates: " + n);
    }
    if (keyword.equals("ball")) {
      Domain ball = new Domain.Ball(n, tokens.number("a radius"));
      tokens.endLine();
      return ball;
    }
    tokens.endLine();
    return switch (keyword) {
      case "space" -> Domain.wholeSpace(n);
      case "orthant" -> Domain.orthant(n);
      case "box" -> box(n);
      default ->
          throw tokens.malformed("no kind of domain: '" + TokenReader.shorten(keyword) + "'");
    };
  }

  private Domain box(int n) throws IOException, MalformedCertificateException {
    Domain.Box box = new Domain.Box(ends("lower", n), ends("upper", n));
    String keyword = CertificateWriter.keyword(box);
    if (!keyword.equals("box")) {
      throw tokens.malformed("this box requires the keyword '" + keyword + "'");
    }
    return box;
  }

  private Ends ends(String keyword, int n) throws IOException, MalformedCertificateException {
    tokens.expect(keyword);
    Numbers values = new Numbers(n);
    values.read(tokens, n, keyword);
    tokens.endLine();
    return Ends.of(values.take());
  }

  private Subject subject() throws IOException, MalformedCertificateException {
    tokens.startSection();
    Subject subject = new SubjectReader(tokens).subject();
    String found = tokens.endSection();
    tokens.expect("subject-sha256");
    if (!tokens.word("a digest").equals(found)) {
      throw tokens.malformed("the digest of the subject is " + found);
    }
    tokens.endLine();
    return subject;
  }

  private void end() throws IOException, MalformedCertificateException {
    String digest = tokens.digest();
    int lines = tokens.line() - 1;
    tokens.expect("end");
    if (tokens.integer("the number of lines", 0) != lines) {
      throw tokens.malformed("the text has " + lines + " lines before this one");
    }
    if (!tokens.word("a digest").equals(digest)) {
      throw tokens.malformed("the digest of the lines before this one is " + digest);
    }
    tokens.endLine();
    tokens.endFile();
  }
}
