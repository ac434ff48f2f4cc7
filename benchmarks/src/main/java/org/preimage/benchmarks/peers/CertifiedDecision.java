package org.preimage.benchmarks.peers;

import java.util.Locale;
import org.preimage.benchmarks.Layers;
import org.preimage.certificate.Certificate;
import org.preimage.check.Checker;
import org.preimage.spanning.Layer;
import org.preimage.spanning.LayerResult;
import org.preimage.spanning.SearchBudget;

/** Ours: the decision, its certificate, and the verdict of the exact checker, all timed. */
final class CertifiedDecision implements Peer {
  /** The name of our own column, against which the others are divided. */
  static final String NAME = "preimage";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Finding decide(double[][] rows, double limit) {
    long start = System.nanoTime();
    Layer layer = Layers.layer(rows);
    LayerResult result = Layers.decide(layer, SearchBudget.ofSeconds(limit));
    double deciding = seconds(start);
    if (result instanceof LayerResult.Undecided) {
      return Finding.uncertified(Answer.UNDECIDED, deciding, result.evidence());
    }
    long checkStart = System.nanoTime();
    Certificate certificate = Layers.certificate(layer, result);
    boolean accepted = Checker.check(certificate).accepted();
    double checking = seconds(checkStart);
    if (!accepted) {
      return Finding.uncertified(Answer.UNDECIDED, deciding + checking, "certificate rejected");
    }
    return new Finding(
        result instanceof LayerResult.Injective ? Answer.INJECTIVE : Answer.NOT_INJECTIVE,
        deciding + checking,
        true,
        String.format(Locale.ROOT, "decision %.3g s; check %.3g s", deciding, checking));
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
