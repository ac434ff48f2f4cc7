/**
 * The layer decision: directed spanning sets, cell search, structure recognisers, collision search.
 */
@NullMarked
package org.preimage.spanning;

import org.jspecify.annotations.NullMarked;
