/** Dense and sparse matrices, exact and floating-point factorizations. */
@NullMarked
package org.preimage.linalg;

import org.jspecify.annotations.NullMarked;
