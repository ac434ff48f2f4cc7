package org.preimage.construction;

import org.preimage.random.WeightEnsemble;

/**
 * How the free parameters of a built layer are drawn. All weights and biases are binary32 numbers,
 * so that every ONNX runtime executes the stored model.
 *
 * @param ensemble of B and of the extra rows; scaled to rows of norm about 1
 * @param biasScale standard deviation of the biases; 0 for none
 * @param order of the rows
 */
public record LayerStyle(WeightEnsemble ensemble, double biasScale, RowOrder order) {
  public LayerStyle {
    if (!(biasScale >= 0) || biasScale > 1e6) {
      throw new IllegalArgumentException(
          "A layer requires a bias scale in [0, 1e6] but received " + biasScale + ".");
    }
  }

  /** Gaussian, no bias, paired rows. */
  public static LayerStyle defaults() {
    return new LayerStyle(WeightEnsemble.GAUSSIAN, 0, RowOrder.PAIRED);
  }

  public LayerStyle withEnsemble(WeightEnsemble newEnsemble) {
    return new LayerStyle(newEnsemble, biasScale, order);
  }

  public LayerStyle withBiasScale(double newScale) {
    return new LayerStyle(ensemble, newScale, order);
  }

  public LayerStyle withOrder(RowOrder newOrder) {
    return new LayerStyle(ensemble, biasScale, newOrder);
  }
}
