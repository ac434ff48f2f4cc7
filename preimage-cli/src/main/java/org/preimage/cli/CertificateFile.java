package org.preimage.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.preimage.certificate.Certificate;
import org.preimage.certificate.CertificateReader;
import org.preimage.certificate.CertificateWriter;
import org.preimage.certificate.MalformedCertificateException;
import org.preimage.certify.AcceptedCertificate;
import org.preimage.check.Checker;
import org.preimage.check.Outcome;

/**
 * A certificate on its way to disk.
 *
 * @param path where it goes
 */
record CertificateFile(Path path) {
  /**
   * Where a certificate should go, if a place was named.
   *
   * @throws CommandException if the file could not be written afterwards
   */
  static Optional<CertificateFile> wanted(@Nullable Path path) {
    Optional<CertificateFile> file = Optional.ofNullable(path).map(CertificateFile::new);
    file.ifPresent(CertificateFile::requireWritable);
    return file;
  }

  /** Writes and checks what was proved, if both a place and a proof are there; says where. */
  static Optional<Path> written(
      Optional<CertificateFile> target, Optional<AcceptedCertificate> proof) {
    if (target.isEmpty() || proof.isEmpty()) {
      return Optional.empty();
    }
    target.get().writeAndCheck(proof.get().certificate());
    return target.map(CertificateFile::path);
  }

  /** The file's name without folder and extension. */
  static String baseName(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /** The certificate's name without folder and extension, of which a compressed one has two. */
  static String stem(Path certificate) {
    String name = baseName(certificate);
    boolean packed = String.valueOf(certificate.getFileName()).equals(name + ".gz");
    return packed ? baseName(Path.of(name)) : name;
  }

  /**
   * Looks before the long work begins.
   *
   * @throws CommandException if the file could not be written afterwards
   */
  void requireWritable() {
    Path folder = path.toAbsolutePath().getParent();
    if (Files.isDirectory(path)) {
      throw cannotWrite("it is a folder");
    }
    if (folder == null || !Files.isDirectory(folder)) {
      throw cannotWrite("the folder " + folder + " does not exist");
    }
    if (!Files.isWritable(Files.exists(path) ? path : folder)) {
      throw cannotWrite("it may not be written");
    }
  }

  /**
   * Writes the certificate, reads it back and runs the checker on what was read.
   *
   * @throws CommandException if that fails
   */
  void writeAndCheck(Certificate certificate) {
    Outcome outcome;
    try {
      CertificateWriter.write(certificate, path);
      outcome = Checker.check(CertificateReader.read(path));
    } catch (MalformedCertificateException e) {
      throw defect(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw CommandException.cannotWrite("certificate", path, e);
    }
    if (!outcome.accepted()) {
      throw defect(outcome.toString());
    }
  }

  private CommandException defect(String why) {
    return new CommandException(
        ExitCode.INTERNAL,
        "internal error, please report: the certificate in %s was not accepted after reading it back: %s"
            .formatted(path, why));
  }

  private CommandException cannotWrite(String why) {
    return new CommandException(
        ExitCode.CANNOT_WRITE,
        "writing the certificate requires a writable file but %s: %s.%nMaybe name another place with --certificate."
            .formatted(path, why));
  }
}
