/**
 * Generative networks as theory sees them: random generators, the laws of their weights, cost
 * landscapes of inversion, and phase transitions of exact recovery.
 */
@NullMarked
package org.preimage.generative;

import org.jspecify.annotations.NullMarked;
