/** Imported networks: the exact function of a claim together with its floating-point evaluation. */
@NullMarked
package org.preimage.network;

import org.jspecify.annotations.NullMarked;
