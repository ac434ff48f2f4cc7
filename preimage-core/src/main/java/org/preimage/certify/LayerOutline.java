package org.preimage.certify;

import java.util.List;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Subject;

/**
 * A layer as {@link NetworkCheck} will look at it, before anything is decided.
 *
 * @param index counted from 1 along the network
 * @param node number of its affine node in the subject
 * @param kind what a practitioner calls it, such as "Dense + ReLU"
 * @param inputs n
 * @param outputs m
 * @param domain on which it has to be injective
 * @param oneToOneActivation whether every row is active everywhere
 */
public record LayerOutline(
    int index,
    int node,
    String kind,
    int inputs,
    int outputs,
    Domain domain,
    boolean oneToOneActivation) {
  /**
   * The layers of a network in order.
   *
   * @param domain of the network, one coordinate an input
   */
  public static List<LayerOutline> of(Subject subject, Domain domain) {
    return Stage.of(subject, domain).stream().map(LayerOutline::of).toList();
  }

  private static LayerOutline of(Stage stage) {
    return new LayerOutline(
        stage.index(),
        stage.affine(),
        stage.kind(),
        stage.inputs(),
        stage.outputs(),
        stage.domain(),
        stage.isOneToOne());
  }

  /** m / n. */
  public double expansivity() {
    return (double) outputs / inputs;
  }
}
