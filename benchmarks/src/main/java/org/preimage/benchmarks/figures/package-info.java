/** Figures of the sources, made again: one program each; see docs/figures.md. */
@NullMarked
package org.preimage.benchmarks.figures;

import org.jspecify.annotations.NullMarked;
