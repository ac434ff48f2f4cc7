/**
 * How few rows can be active at once: bounds and proofs by fractional packings of circuits.
 *
 * <p>A circuit is a set of rows with a positive dependence; one of them is active at every point.
 * The rows active at a point are a hitting set of all circuits, so any weights on circuits that put
 * at most weight one on each row bound the number of active rows from below by their sum.
 */
@NullMarked
package org.preimage.covering;

import org.jspecify.annotations.NullMarked;
