package org.preimage.certify;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.preimage.certificate.Domain;
import org.preimage.depth.HalfspaceDepth;

/**
 * What is known of the halfspace depths of a network's layers.
 *
 * @param layers in order, those that were asked for
 * @param effort spent on all of them
 */
public record DepthFinding(List<OfLayer> layers, Effort effort) {
  public DepthFinding {
    layers = List.copyOf(layers);
  }

  /** What the bounds say about the layer on its domain. */
  public enum Meaning {
    /** At least n rows are active everywhere: injective, if every n rows are independent. */
    INJECTIVE_IN_GENERAL_POSITION,
    /** Fewer than n rows are active somewhere. */
    NOT_INJECTIVE,
    /** The bounds lie on both sides of n. */
    UNDECIDED
  }

  /**
   * One layer.
   *
   * @param outline which layer, and its domain
   * @param depth empty where nothing is known
   * @param reason why nothing is known, else empty
   * @param biased whether some row has a bias, so that active rows are counted rather than a depth
   * @param lower accepted proof of depth.lower
   * @param upper accepted proof of depth.upper
   * @param weightMargin by how much every weight may change, all of them together, with at least
   *     depth.lower rows still active everywhere; accepted by the checker where present
   */
  public record OfLayer(
      LayerOutline outline,
      Optional<HalfspaceDepth.Result> depth,
      String reason,
      boolean biased,
      Optional<AcceptedCertificate> lower,
      Optional<AcceptedCertificate> upper,
      OptionalDouble weightMargin,
      double seconds) {
    /**
     * How many rows may be taken away, whichever they are, with n rows still active everywhere;
     * empty where the lower bound does not reach n.
     */
    public OptionalInt rowMargin() {
      return meaning() == Meaning.INJECTIVE_IN_GENERAL_POSITION && depth.isPresent()
          ? OptionalInt.of(depth.get().lower() - outline.inputs())
          : OptionalInt.empty();
    }

    /** What follows, from accepted bounds only. */
    public Meaning meaning() {
      int n = outline.inputs();
      if (upper.isPresent() && depth.isPresent() && depth.get().upper() < n) {
        return Meaning.NOT_INJECTIVE;
      }
      return lower.isPresent() && depth.isPresent() && depth.get().lower() >= n
          ? Meaning.INJECTIVE_IN_GENERAL_POSITION
          : Meaning.UNDECIDED;
    }

    /** Whether the number is the halfspace depth of the origin: no biases, Rⁿ. */
    public boolean isHalfspaceDepth() {
      return !biased && outline.domain().equals(Domain.wholeSpace(outline.inputs()));
    }
  }
}
