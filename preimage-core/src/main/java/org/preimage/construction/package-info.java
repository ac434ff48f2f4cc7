/** Builds layers and networks that are injective, with the proof. */
@NullMarked
package org.preimage.construction;

import org.jspecify.annotations.NullMarked;
