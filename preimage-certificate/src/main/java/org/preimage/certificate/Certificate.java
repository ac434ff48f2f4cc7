package org.preimage.certificate;

import java.util.List;

/**
 * A claim about a function on a domain with its proof.
 *
 * @param subject the function
 * @param domain the inputs considered; as many coordinates as the subject has
 * @param proof determines the {@link #claim}
 * @param modelDigest SHA-256 of the model file in lower-case hex, or "-" when there is no file
 * @param assumptions sentences a reader must know, such as how the subject was obtained
 */
public record Certificate(
    Subject subject, Domain domain, Proof proof, String modelDigest, List<String> assumptions) {
  public Certificate {
    assumptions = List.copyOf(assumptions);
    Shapes.require(
        subject.inputSize() == domain.size(),
        "A claim requires a domain of the subject's %d coordinates but received %d",
        subject.inputSize(),
        domain.size());
    Shapes.require(
        modelDigest.equals("-") || modelDigest.matches("[0-9a-f]{64}"),
        "A model digest requires 64 hex digits or - but received %s",
        modelDigest);
    for (String assumption : assumptions) {
      Shapes.requireSentence(assumption, "An assumption");
    }
  }

  /** What is claimed. */
  public Claim claim() {
    return proof.claim();
  }
}
