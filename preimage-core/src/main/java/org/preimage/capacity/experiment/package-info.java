/**
 * Monte-Carlo experiments on random layers and networks: plans, reproducible trials, statistics.
 */
@NullMarked
package org.preimage.capacity.experiment;

import org.jspecify.annotations.NullMarked;
