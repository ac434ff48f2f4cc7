/** The layer decision beside other programs that can make it, in one run, and how it grows. */
@NullMarked
package org.preimage.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
