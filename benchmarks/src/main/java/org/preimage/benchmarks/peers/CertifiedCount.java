package org.preimage.benchmarks.peers;

import org.preimage.benchmarks.Layers;
import org.preimage.certificate.LayerProof;
import org.preimage.check.Checker;
import org.preimage.spanning.ActiveRows;
import org.preimage.spanning.ActiveRows.CountResult;
import org.preimage.spanning.Layer;
import org.preimage.spanning.LayerClaims;
import org.preimage.spanning.SearchBudget;

/**
 * Ours, asked what the other peers are asked: whether at least n rows are active everywhere; with
 * the certificate and the verdict of the exact checker. {@link CertifiedDecision} tries to prove
 * ranks as well, which takes longer.
 */
final class CertifiedCount implements Peer {
  static final String NAME = CertifiedDecision.NAME + ", counting";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Finding decide(double[][] rows, double limit) {
    long start = Clock.nanos();
    Layer layer = Layers.layer(rows);
    CountResult result =
        ActiveRows.atLeast(layer, layer.inputs(), 1, SearchBudget.ofSeconds(limit));
    if (result instanceof CountResult.Proved proved) {
      boolean accepted =
          Checker.check(
                  LayerClaims.injective(layer, new LayerProof.GeneralPosition(proved.proof())))
              .accepted();
      return new Finding(
          accepted ? Answer.INJECTIVE : Answer.UNDECIDED,
          (Clock.nanos() - start) / 1e9,
          accepted,
          proved.how());
    }
    Answer answer = result instanceof CountResult.Fewer ? Answer.NOT_INJECTIVE : Answer.UNDECIDED;
    return Finding.uncertified(answer, (Clock.nanos() - start) / 1e9, "no certificate made");
  }
}
