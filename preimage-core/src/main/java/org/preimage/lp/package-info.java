/**
 * Linear programs with duals and Farkas multipliers, and fits in ℓ1 and ℓ∞; answers are proposals
 * until re-checked exactly.
 */
@NullMarked
package org.preimage.lp;

import org.jspecify.annotations.NullMarked;
