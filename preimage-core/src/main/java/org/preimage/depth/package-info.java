/** Halfspace depth of the rows of a layer: bounds from both sides that improve until they meet. */
@NullMarked
package org.preimage.depth;

import org.jspecify.annotations.NullMarked;
