/** Measurements with JMH; each quotes its baseline from the same run. */
@NullMarked
package org.preimage.benchmarks;

import org.jspecify.annotations.NullMarked;
