package org.preimage.stability;

import java.util.OptionalDouble;
import java.util.random.RandomGenerator;
import org.preimage.spanning.SearchBudget;

/**
 * The stability of one layer: bounds of A and what follows from them.
 *
 * @param frame bounds of A with their proofs
 * @param kappaLower κ ≥ (1 + least slope)/2·√A.lower, rounded down
 * @param kappaUpper κ ≤ √A.upper, rounded up
 * @param olderFigure √(A.lower/2m), the bound of Puthawala et al. 2022, Theorem 8
 * @param closedForm κ of [B; −DB], evaluated in binary64, for layers of that form
 * @param lipschitz at least ‖W‖₂, so a Lipschitz constant
 * @param leastSlope least slope of an activation: 0 for ReLU
 * @param rowsThatMayBeLost after the loss of any so many rows the layer is still injective
 * @param worstPair two inputs with near images, found by search in binary64
 */
public record LayerStability(
    FrameBounds.Result frame,
    double kappaLower,
    double kappaUpper,
    double olderFigure,
    OptionalDouble closedForm,
    double lipschitz,
    double leastSlope,
    int rowsThatMayBeLost,
    WorstPair worstPair) {

  /** Derives everything from the bounds. */
  public static LayerStability of(
      SlopedLayer layer, FrameBounds.Result frame, RandomGenerator random, SearchBudget budget) {
    double slope = layer.leastSlope();
    double share = slope == 1 ? 1 : Math.nextDown(0.5 + slope / 2);
    double lower = ExactStretch.rootDown(frame.lower()) * (slope == 0 ? 0.5 : share);
    double closed = OppositePairs.stability(layer);
    return new LayerStability(
        frame,
        slope == 0 || slope == 1 || lower == 0 ? lower : Math.nextDown(lower),
        ExactStretch.rootUp(frame.upper()),
        Math.sqrt(frame.lower() / (2.0 * layer.outputs())),
        Double.isNaN(closed) ? OptionalDouble.empty() : OptionalDouble.of(closed),
        Lipschitz.upperBound(layer),
        slope,
        RowMargin.rowsThatMayBeLost(layer, frame.lower()),
        WorstPair.search(layer, frame.point(), frame.direction(), random, budget));
  }
}
