package org.preimage.certify;

import java.util.List;
import java.util.Optional;
import org.preimage.stability.LayerStability;
import org.preimage.stability.Segment;

/**
 * What is known of the inverse Lipschitz constants of a network's layers.
 *
 * @param layers in order, those that were asked for
 * @param effort spent on all of them
 */
public record StabilityFinding(List<OfLayer> layers, Effort effort) {
  public StabilityFinding {
    layers = List.copyOf(layers);
  }

  /**
   * One layer.
   *
   * @param outline which layer, and its domain
   * @param stability empty where nothing is known
   * @param reason why nothing is known, else empty
   * @param lower proof of A.lower
   * @param upper proof of A.upper
   * @param segment between two inputs that were given
   */
  public record OfLayer(
      LayerOutline outline,
      Optional<LayerStability> stability,
      String reason,
      Optional<AcceptedCertificate> lower,
      Optional<AcceptedCertificate> upper,
      Optional<Segment> segment,
      double seconds) {}

  /** Product of the layers' κ bounds from below; 0 when one of them is unknown. */
  public double lowerProduct() {
    double product = 1;
    for (OfLayer layer : layers) {
      double kappa = layer.stability().map(LayerStability::kappaLower).orElse(0.0);
      product = Math.nextDown(product * kappa);
    }
    return Math.max(0, product);
  }

  /** Product of the layers' Lipschitz constants; infinite when one of them is unknown. */
  public double lipschitzProduct() {
    double product = 1;
    for (OfLayer layer : layers) {
      product =
          Math.nextUp(
              product
                  * layer
                      .stability()
                      .map(LayerStability::lipschitz)
                      .orElse(Double.POSITIVE_INFINITY));
    }
    return product;
  }
}
