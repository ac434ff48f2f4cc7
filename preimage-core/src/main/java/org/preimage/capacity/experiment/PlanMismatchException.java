package org.preimage.capacity.experiment;

import java.io.IOException;

/** A store holds results of another plan than the one that was asked for. */
public final class PlanMismatchException extends IOException {
  private static final long serialVersionUID = 1L;

  /** The plan {@code kept} in the store named {@code store} is not the one {@code asked} for. */
  public PlanMismatchException(String store, SweepPlan kept, SweepPlan asked) {
    super(
        "Results require a store of their own plan but %s holds another one (%s). Maybe choose a new file."
            .formatted(store, difference(kept, asked))
            .strip());
  }

  private static String difference(SweepPlan kept, SweepPlan asked) {
    String[] here = kept.toString().split("\n", -1);
    String[] there = asked.toString().split("\n", -1);
    for (int k = 0; k < Math.min(here.length, there.length); k++) {
      if (!here[k].equals(there[k])) {
        return "there: %s, asked for: %s".formatted(here[k], there[k]);
      }
    }
    return "there: " + kept.digest() + ", asked for: " + asked.digest();
  }
}
