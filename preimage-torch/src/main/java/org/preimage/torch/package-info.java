/**
 * Networks on libtorch: values, Jacobians and gradients of many codes at once, and inversion by
 * Adam.
 */
@NullMarked
package org.preimage.torch;

import org.jspecify.annotations.NullMarked;
