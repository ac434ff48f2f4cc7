/**
 * Linear programs with duals and Farkas multipliers; answers are proposals until re-checked
 * exactly.
 */
@NullMarked
package org.preimage.lp;

import org.jspecify.annotations.NullMarked;
