package org.preimage.generative;

import java.util.List;
import org.preimage.inversion.InversionOptions;
import org.preimage.inversion.MaskFamily;

/**
 * A measurement of how often codes are recovered exactly against the share of the image that is
 * observed.
 *
 * @param families of masks, at least one
 * @param rates above 0, at most 1, ascending
 * @param trials codes a point, at least one; all masks and rates of a trial share network and code
 * @param options of the inversions; their seed is the root of all random choices
 */
public record TransitionPlan(
    List<MaskFamily> families, List<Double> rates, int trials, InversionOptions options) {
  public TransitionPlan {
    families = families.stream().distinct().toList();
    rates = rates.stream().distinct().sorted().toList();
    if (families.isEmpty() || rates.isEmpty()) {
      throw new IllegalArgumentException(
          "A transition requires at least one family of masks and one rate but received %d and %d."
              .formatted(families.size(), rates.size()));
    }
    for (double rate : rates) {
      if (!(rate > 0 && rate <= 1)) {
        throw new IllegalArgumentException(
            "A transition requires rates above 0 and at most 1 but received " + rate + ".");
      }
    }
    if (trials < 1) {
      throw new IllegalArgumentException(
          "A transition requires at least one trial but received " + trials + ".");
    }
  }

  /** Random, top and left masks, rates from 1 % to 100 %, 50 trials, at most 32 starts, seed 1. */
  public static TransitionPlan defaults() {
    return new TransitionPlan(
        List.of(MaskFamily.RANDOM, MaskFamily.TOP, MaskFamily.LEFT),
        List.of(0.01, 0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.3, 0.5, 0.7, 1.0),
        50,
        InversionOptions.defaults().withRestarts(32).withSeed(1));
  }

  /** Other families. */
  public TransitionPlan withFamilies(List<MaskFamily> other) {
    return new TransitionPlan(other, rates, trials, options);
  }

  /** Other rates, in any order. */
  public TransitionPlan withRates(List<Double> other) {
    return new TransitionPlan(families, other, trials, options);
  }

  /** Another number of trials. */
  public TransitionPlan withTrials(int other) {
    return new TransitionPlan(families, rates, other, options);
  }

  /** Other options of the inversions. */
  public TransitionPlan withOptions(InversionOptions other) {
    return new TransitionPlan(families, rates, trials, other);
  }
}
