package org.preimage.certify;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.preimage.certificate.CountProof;
import org.preimage.certificate.Proof;

/**
 * How far every weight of a layer may move before its proof of active rows fails: a power of two
 * for which the checker accepts the same tree for all weights nearby.
 */
final class WeightMargin {
  /** Each attempt costs a check, so large trees are left alone. */
  private static final int MOST_SIMPLICES = 20_000;

  private static final int LARGEST = 0;
  private static final int SMALLEST = -48;

  private WeightMargin() {}

  /**
   * The largest power of two that the checker accepts, by bisection of its exponent; empty when
   * none is, or the proof is not a tree of simplices.
   *
   * @param accepted the exact checker
   */
  static OptionalDouble of(Optional<Proof.ActiveRows> proof, Predicate<Proof> accepted) {
    if (proof.isEmpty()
        || !(proof.get().proof() instanceof CountProof.Tree tree)
        || !tree.circuits().isEmpty()
        || tree.simplices().isEmpty()
        || tree.simplices().size() > MOST_SIMPLICES) {
      return OptionalDouble.empty();
    }
    int count = proof.get().count();
    int low = SMALLEST - 1;
    int high = LARGEST + 1;
    while (high - low > 1) {
      int middle = (low + high) / 2;
      if (accepted.test(new Proof.ActiveRowsNearby(count, Math.scalb(1.0, middle), tree))) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low < SMALLEST ? OptionalDouble.empty() : OptionalDouble.of(Math.scalb(1.0, low));
  }
}
