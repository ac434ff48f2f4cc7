package org.preimage.capacity.theory;

/**
 * A number of the theory, together with what it is worth.
 *
 * @param key short stable name for programs, such as {@code rsb-3}
 * @param value outputs per input of the network, α = m/n
 * @param quantity what it is, in words
 * @param meaning what it says about large layers
 * @param rigor how far that can be trusted
 * @param source where the formula comes from
 * @param accuracy estimated absolute error of the value as the solution of its equations
 */
public record TheoryValue(
    String key,
    double value,
    String quantity,
    Meaning meaning,
    Rigor rigor,
    String source,
    double accuracy) {}
