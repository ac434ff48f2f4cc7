/** Recovers inputs of a network from full, masked or noisy outputs, and says why to trust them. */
@org.jspecify.annotations.NullMarked
package org.preimage.inversion;
