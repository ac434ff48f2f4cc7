/** Seed streams and weight ensembles, the same numbers on every machine and Java version. */
@NullMarked
package org.preimage.random;

import org.jspecify.annotations.NullMarked;
