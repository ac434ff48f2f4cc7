/** Turns findings into certificates that the checker has accepted; the verdict. */
@NullMarked
package org.preimage.certify;

import org.jspecify.annotations.NullMarked;
