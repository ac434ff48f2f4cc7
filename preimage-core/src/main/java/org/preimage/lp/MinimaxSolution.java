package org.preimage.lp;

/**
 * A solution of: minimise over x the largest ⟨w_i, x⟩ + b_i, subject to hard rows ⟨a_k, x⟩ ≤ c_k.
 *
 * @param value the minimum, or the bound reached when the search stopped at its sign
 * @param x where it is attained (or a point where all values are negative)
 * @param multipliers λ ≥ 0 of the soft rows, summing to one
 * @param hardMultipliers μ ≥ 0 of the hard rows
 * @param iterations pivots taken
 * @param settled false when the iteration limit came first
 *     <p>Its arrays are made fresh for the one reader.
 */
@SuppressWarnings("ArrayRecordComponent")
public record MinimaxSolution(
    double value,
    double[] x,
    double[] multipliers,
    double[] hardMultipliers,
    int iterations,
    boolean settled) {}
