/**
 * The network decision beyond layers: cells of low rank, found by walking through activation
 * patterns.
 */
@NullMarked
package org.preimage.endtoend;

import org.jspecify.annotations.NullMarked;
