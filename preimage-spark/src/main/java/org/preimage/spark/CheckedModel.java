package org.preimage.spark;

import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.preimage.certify.Effort;

/**
 * What came out of the check of one model.
 *
 * @param number of the model, in the order in which models were given
 * @param verdict INJECTIVE, NOT_INJECTIVE or UNDECIDED; FAILED if the check broke off
 * @param sentence the verdict and its evidence, or what went wrong
 * @param digest SHA-256 of the model's bytes
 * @param cells nodes of cell trees visited
 * @param bytes of the certificate's compressed text, read back and accepted by the checker where
 *     they were written; null without one
 */
@SuppressWarnings("ArrayRecordComponent")
record CheckedModel(
    int number,
    String verdict,
    String sentence,
    String digest,
    double seconds,
    long cells,
    long linearPrograms,
    byte @Nullable [] bytes)
    implements Serializable {
  private static final long serialVersionUID = 1L;
  static final String FAILED = "FAILED";

  static CheckedModel of(
      int number,
      String verdict,
      String sentence,
      String digest,
      Effort effort,
      byte @Nullable [] bytes) {
    return new CheckedModel(
        number,
        verdict,
        sentence,
        digest,
        effort.seconds(),
        effort.cells(),
        effort.linearPrograms(),
        bytes);
  }

  static CheckedModel failed(int number, Throwable reason) {
    return new CheckedModel(number, FAILED, reason.toString(), "-", 0, 0, 0, null);
  }

  /** The compressed text of an accepted certificate. */
  Optional<byte[]> certificate() {
    return Optional.ofNullable(bytes);
  }
}
