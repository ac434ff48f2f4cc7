/** Inverse Lipschitz constants: the least lower frame bound of the active rows, from both sides. */
@org.jspecify.annotations.NullMarked
package org.preimage.stability;
