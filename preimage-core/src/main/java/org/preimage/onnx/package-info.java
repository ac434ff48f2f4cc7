/**
 * Reading and writing of model files: ONNX, numpy arrays, comma-separated matrices, VNN-LIB boxes.
 */
@NullMarked
package org.preimage.onnx;

import org.jspecify.annotations.NullMarked;
