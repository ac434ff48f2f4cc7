package org.preimage.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.preimage.certificate.Certificate;
import org.preimage.certificate.CertificateReader;
import org.preimage.certificate.CertificateWriter;
import org.preimage.certificate.MalformedCertificateException;

/** The program {@code preimage-verify}: reads a certificate and replays its proof. */
public final class Verify {
  static final int ACCEPTED = 0;
  static final int REJECTED = 1;
  static final int USAGE = 64;
  static final int BAD_DATA = 65;
  static final int NO_INPUT = 66;

  private static final String HELP =
      """
      Usage: java -jar preimage-verify.jar [MODEL] CERTIFICATE

      Replays the proof in CERTIFICATE in exact arithmetic and prints one verdict.
      CERTIFICATE may be compressed with gzip.
      With MODEL, also requires that the certificate names that file's SHA-256.
      The claim is about the real-valued function in the certificate's subject section,
      not about its floating-point execution.

      Exit codes:
        0   accepted: the claim is proved
        1   rejected: the proof does not establish the claim (which may still be true)
        64  wrong usage
        65  malformed: the file is not a certificate
        66  a file cannot be read

      Examples:
        java -jar preimage-verify.jar generator.cert
        java -jar preimage-verify.jar generator.onnx generator.cert
        java -Xmx8g -jar preimage-verify.jar large.cert
      """;

  private final PrintStream out;
  private final PrintStream err;

  Verify(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Runs the program and ends the process with its exit code. */
  public static void main(String[] args) {
    PrintStream out =
        new PrintStream(
            new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);
    int code = new Verify(out, System.err).run(args);
    out.flush();
    System.exit(code);
  }

  /** The exit code. */
  int run(String... args) {
    if (args.length == 1 && (args[0].equals("--help") || args[0].equals("-h"))) {
      out.print(HELP);
      return ACCEPTED;
    }
    if (args.length < 1 || args.length > 2 || args[0].startsWith("-")) {
      err.print(HELP);
      return USAGE;
    }
    try {
      Certificate certificate = CertificateReader.read(Path.of(args[args.length - 1]));
      String expectedModel = args.length == 2 ? sha256(Path.of(args[0])) : "";
      return verify(certificate, expectedModel);
    } catch (MalformedCertificateException e) {
      out.println("malformed: line " + e.line() + ": " + e.why());
      return BAD_DATA;
    } catch (NoSuchFileException e) {
      err.println("Cannot find " + e.getMessage() + ".");
      return NO_INPUT;
    } catch (IOException | InvalidPathException e) {
      err.println("Cannot read: " + e.getMessage());
      return NO_INPUT;
    } catch (OutOfMemoryError e) {
      err.println("The certificate does not fit into memory.\nMaybe run java with a larger -Xmx.");
      return NO_INPUT;
    }
  }

  private int verify(Certificate certificate, String expectedModel) {
    Outcome outcome =
        expectedModel.isEmpty() || expectedModel.equals(certificate.modelDigest())
            ? Checker.check(certificate)
            : new Outcome.Rejected(
                "model",
                "the file's SHA-256 is " + expectedModel + ", the certificate names another");
    int code = print(outcome);
    out.println("subject-sha256 " + CertificateWriter.subjectDigest(certificate.subject()));
    out.println("model-sha256 " + certificate.modelDigest());
    for (String assumption : certificate.assumptions()) {
      out.println("assumption " + assumption);
    }
    return code;
  }

  private int print(Outcome outcome) {
    if (outcome instanceof Outcome.Accepted accepted) {
      out.println("accepted: the subject " + accepted.claim());
      return ACCEPTED;
    }
    if (outcome instanceof Outcome.Rejected rejected) {
      out.println("rejected: " + rejected.where() + ": " + rejected.why());
      return REJECTED;
    }
    Outcome.Malformed malformed = (Outcome.Malformed) outcome;
    out.println("malformed: line " + malformed.line() + ": " + malformed.why());
    return BAD_DATA;
  }

  private static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java platform lacks SHA-256.", e);
    }
  }
}
