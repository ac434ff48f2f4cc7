package org.preimage.inversion;

import java.util.Optional;
import org.preimage.certificate.Domain;
import org.preimage.certify.AcceptedCertificate;
import org.preimage.certify.LocalInjectivity;
import org.preimage.certify.SameImage;
import org.preimage.network.Network;
import org.preimage.network.OutputSelection;

/**
 * What is proved, not only computed, about a recovered code. It concerns the binary64 code that was
 * found and the network seen through the mask; whether the data are the code's output is what the
 * residual says.
 */
public sealed interface Evidence {
  /** No other code within a distance of the recovered one has its observed output. */
  record OnlyCodeNearby(LocalInjectivity proof) implements Evidence {}

  /** Another code has exactly the observed output of the recovered one. */
  record AnotherCode(SameImage proof) implements Evidence {}

  /**
   * Neither could be proved.
   *
   * @param reason in words
   */
  record Nothing(String reason) implements Evidence {}

  /** The certificate, if there is one. */
  default Optional<AcceptedCertificate> certificate() {
    if (this instanceof OnlyCodeNearby only) {
      return Optional.of(only.proof().accepted());
    }
    return this instanceof AnotherCode another
        ? Optional.of(another.proof().accepted())
        : Optional.empty();
  }

  /** Looks for the proof that fits what was computed. */
  static Evidence of(Generator generator, Measurement measurement, Recovery recovery) {
    if (!(measurement instanceof Measurement.Rows mask)) {
      return new Nothing("combinations of outputs are observed, whose weights are rounded");
    }
    Network seen = seen(generator.network(), mask);
    if (recovery.trust().locallyUnique()) {
      return LocalInjectivity.at(seen, recovery.code())
          .<Evidence>map(OnlyCodeNearby::new)
          .orElseGet(() -> new Nothing("no box around the code passed the test of the slopes"));
    }
    return SameImage.along(seen, Domain.wholeSpace(seen.inputSize()), recovery.code())
        .<Evidence>map(AnotherCode::new)
        .orElseGet(() -> new Nothing("no exact direction without effect was found"));
  }

  /**
   * Why a code could not be told from another one: an exact pair that holds the first.
   *
   * @param truth the code whose output was observed
   * @param found another code, whose observed output agrees up to rounding
   * @return empty when there is no exact pair of the kinds that are looked for
   */
  static Optional<SameImage> pair(
      Generator generator, Measurement measurement, double[] truth, double[] found) {
    if (!(measurement instanceof Measurement.Rows mask)) {
      return Optional.empty();
    }
    Network seen = seen(generator.network(), mask);
    return SameImage.prove(seen, Domain.wholeSpace(seen.inputSize()), truth, found);
  }

  /** An exact second code in the cell of a candidate, for combinations of outputs never. */
  static Optional<SameImage> inCellOf(
      Generator generator, Measurement measurement, double[] code, double[] candidate) {
    if (!(measurement instanceof Measurement.Rows mask)) {
      return Optional.empty();
    }
    Network seen = seen(generator.network(), mask);
    return SameImage.inCellOf(seen, Domain.wholeSpace(seen.inputSize()), code, candidate);
  }

  private static Network seen(Network network, Measurement.Rows mask) {
    return mask.size() == mask.outputSize() ? network : OutputSelection.of(network, mask.indices());
  }
}
