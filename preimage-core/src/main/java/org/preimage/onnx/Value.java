package org.preimage.onnx;

/** What a tensor name stands for while a graph is read. */
sealed interface Value permits Tensor, Value.Variable {
  Shape shape();

  /** The values of a node, seen with a shape. */
  record Variable(int node, Shape shape) implements Value {}
}
