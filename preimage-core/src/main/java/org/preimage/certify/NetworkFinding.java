package org.preimage.certify;

import java.util.List;
import org.preimage.certificate.Domain;

/**
 * What {@link NetworkCheck} found.
 *
 * @param verdict about the whole network (or the one layer asked for)
 * @param sentence the verdict and its evidence in one sentence a practitioner understands
 * @param domain inputs considered
 * @param layers in network order
 * @param effort what it cost
 * @param assumptions sentences that belong to the verdict
 */
public record NetworkFinding(
    Verdict verdict,
    String sentence,
    Domain domain,
    List<LayerFinding> layers,
    Effort effort,
    List<String> assumptions) {
  public NetworkFinding {
    layers = List.copyOf(layers);
    assumptions = List.copyOf(assumptions);
  }
}
