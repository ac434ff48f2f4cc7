package org.preimage.construction;

import org.preimage.certificate.LayerProof;
import org.preimage.certificate.Node;

/**
 * An affine node whose composition with ReLU is injective on Rⁿ, and why.
 *
 * @param affine a dense, convolution or transposed convolution node; its source is replaced by
 *     {@link #affineReading}
 * @param proof of ReLU(Wx + b) on Rⁿ, hence on every convex domain
 */
public record InjectiveLayer(Node affine, LayerProof.OppositeRows proof) {
  public InjectiveLayer {
    if (!(affine instanceof Node.Affine
        || affine instanceof Node.Convolution
        || affine instanceof Node.TransposedConvolution)) {
      throw new IllegalArgumentException(
          "A layer requires a dense or convolution node but received "
              + affine.getClass().getSimpleName()
              + ".");
    }
  }

  /** n. */
  public int inputs() {
    if (affine instanceof Node.Affine dense) {
      return dense.inputs();
    }
    return affine instanceof Node.Convolution convolution
        ? convolution.geometry().inputSize()
        : ((Node.TransposedConvolution) affine).geometry().inputSize();
  }

  /** m. */
  public int outputs() {
    return affine.size();
  }

  /** The affine node as a reader of node {@code source}. */
  public Node affineReading(int source) {
    if (affine instanceof Node.Affine dense) {
      return new Node.Affine(source, dense.weights(), dense.bias());
    }
    if (affine instanceof Node.Convolution c) {
      return new Node.Convolution(source, c.geometry(), c.kernel(), c.bias());
    }
    Node.TransposedConvolution c = (Node.TransposedConvolution) affine;
    return new Node.TransposedConvolution(source, c.geometry(), c.kernel(), c.bias());
  }
}
