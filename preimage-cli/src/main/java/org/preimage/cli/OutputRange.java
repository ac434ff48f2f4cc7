package org.preimage.cli;

import org.preimage.certificate.Node;
import org.preimage.network.ElementwiseFunction;
import org.preimage.network.Network;

/**
 * Values that an output can take because of the function it ends with.
 *
 * @param lower −∞ if there is no bound
 * @param upper ∞ if there is no bound
 */
record OutputRange(double lower, double upper) {
  /** Every number. */
  static final OutputRange ALL =
      new OutputRange(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  /** The range of a node of the network. */
  static OutputRange of(Network network, int node) {
    Node last = network.subject().nodes().get(node);
    if (last instanceof Node.Rectifier rectifier) {
      boolean relu = true;
      for (int i = 0; i < rectifier.slopes().size(); i++) {
        relu &= rectifier.slopes().get(i) == 0;
      }
      return relu ? new OutputRange(0, Double.POSITIVE_INFINITY) : ALL;
    }
    if (last instanceof Node.Clip clip) {
      return new OutputRange(clip.lower(), clip.upper());
    }
    return network.elementwiseFunction(node).map(OutputRange::of).orElse(ALL);
  }

  private static OutputRange of(ElementwiseFunction function) {
    if (function instanceof ElementwiseFunction.Sigmoid) {
      return new OutputRange(0, 1);
    }
    return function instanceof ElementwiseFunction.Tanh
            || function instanceof ElementwiseFunction.Softsign
        ? new OutputRange(-1, 1)
        : ALL;
  }

  boolean contains(double value) {
    return value >= lower && value <= upper;
  }

  /** The value that a brightness from 0 (black) to 1 (white) stands for. */
  double ofBrightness(double brightness) {
    return lower == -1 && upper == 1 ? 2 * brightness - 1 : brightness;
  }

  @Override
  public String toString() {
    return "[" + NumberText.brief(lower) + ", " + NumberText.brief(upper) + "]";
  }
}
