/**
 * Theory numbers for random Gaussian layers and networks: capacities, bounds, ground states, rows
 * needed.
 */
@org.jspecify.annotations.NullMarked
package org.preimage.capacity.theory;
