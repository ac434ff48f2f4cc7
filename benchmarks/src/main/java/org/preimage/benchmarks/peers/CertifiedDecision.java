package org.preimage.benchmarks.peers;

import java.util.Locale;
import org.preimage.benchmarks.Layers;
import org.preimage.check.Checker;
import org.preimage.spanning.Layer;
import org.preimage.spanning.LayerResult;
import org.preimage.spanning.SearchBudget;

/**
 * Ours: the decision, its certificate, and the verdict of the exact checker, all timed. Without the
 * check it does what the other peers do, an answer in floating point.
 */
final class CertifiedDecision implements Peer {
  /** The name of our own column, against which the others are divided. */
  static final String NAME = "preimage";

  private final boolean checked;

  CertifiedDecision(boolean checked) {
    this.checked = checked;
  }

  @Override
  public String name() {
    return checked ? NAME : NAME + ", unchecked";
  }

  @Override
  public Finding decide(double[][] rows, double limit) {
    long start = Clock.nanos();
    Layer layer = Layers.layer(rows);
    LayerResult result = Layers.decide(layer, SearchBudget.ofSeconds(limit));
    double deciding = seconds(start);
    if (result instanceof LayerResult.Undecided) {
      return Finding.uncertified(Answer.UNDECIDED, deciding, result.evidence());
    }
    Answer answer =
        result instanceof LayerResult.Injective ? Answer.INJECTIVE : Answer.NOT_INJECTIVE;
    if (!checked) {
      return Finding.uncertified(answer, deciding, result.evidence());
    }
    boolean accepted = Checker.check(Layers.certificate(layer, result)).accepted();
    double total = seconds(start);
    return accepted
        ? new Finding(answer, total, true, times(deciding, total - deciding))
        : Finding.uncertified(Answer.UNDECIDED, total, "certificate rejected");
  }

  private static String times(double deciding, double checking) {
    return String.format(Locale.ROOT, "decision %.3g s; check %.3g s", deciding, checking);
  }

  private static double seconds(long since) {
    return (Clock.nanos() - since) / 1e9;
  }
}
