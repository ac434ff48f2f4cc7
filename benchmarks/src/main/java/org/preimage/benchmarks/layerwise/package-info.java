/** Inversion of expansive random networks beside the published linear programs, layer by layer. */
@NullMarked
package org.preimage.benchmarks.layerwise;

import org.jspecify.annotations.NullMarked;
