package org.preimage.certify;

import java.util.OptionalInt;
import org.preimage.certificate.Domain;

/**
 * What was found about one layer alone, on its own domain.
 *
 * @param index counted from 1 along the network
 * @param node number of its affine node in the subject
 * @param kind what a practitioner calls it, such as "Dense + ReLU" or "ConvTranspose 4×4/2 + ReLU"
 * @param inputs n
 * @param outputs m
 * @param domain Rⁿ, orthant, or the network's domain for the first layer
 * @param fewestActive active rows at the worst point found (an upper bound of the minimum), if
 *     searched
 * @param verdict about the layer, with its own accepted certificate when definite
 * @param evidence how it was decided, or what is missing, in a few words
 * @param seconds wall-clock time spent on it
 */
public record LayerFinding(
    int index,
    int node,
    String kind,
    int inputs,
    int outputs,
    Domain domain,
    OptionalInt fewestActive,
    Verdict verdict,
    String evidence,
    double seconds) {
  /** m / n. */
  public double expansivity() {
    return (double) outputs / inputs;
  }

  /** Active rows at the worst point found minus n: negative means not injective. */
  public OptionalInt activeRowMargin() {
    return fewestActive.isPresent()
        ? OptionalInt.of(fewestActive.getAsInt() - inputs)
        : OptionalInt.empty();
  }
}
