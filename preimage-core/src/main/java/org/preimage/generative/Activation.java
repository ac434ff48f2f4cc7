package org.preimage.generative;

import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Weights;
import org.preimage.network.ElementwiseFunction;
import org.preimage.network.NetworkBuilder;

/** The elementwise function behind a layer of a random generator. */
public enum Activation {
  /** max(z, 0). */
  RELU,
  /** z for z ≥ 0, z/4 below: a slope that every precision stores exactly. */
  LEAKY_RELU,
  /** 1/(1 + e⁻ᶻ). */
  SIGMOID,
  /** Hyperbolic tangent. */
  TANH,
  /** None. */
  IDENTITY;

  private static final double LEAK = 0.25;

  /** Appends the function over a node and returns the number of what is then last. */
  int append(NetworkBuilder builder, int source, int layer, Indices shape) {
    int size = builder.node(source).size();
    return switch (this) {
      case RELU -> builder.add(Node.Rectifier.relu(source, size), label("Relu", layer), shape);
      case LEAKY_RELU ->
          builder.add(
              new Node.Rectifier(source, size, Weights.of(LEAK)), label("LeakyRelu", layer), shape);
      case SIGMOID ->
          builder.add(source, new ElementwiseFunction.Sigmoid(), label("Sigmoid", layer), shape);
      case TANH -> builder.add(source, new ElementwiseFunction.Tanh(), label("Tanh", layer), shape);
      case IDENTITY -> source;
    };
  }

  private static String label(String kind, int layer) {
    return "%s '%s%d'".formatted(kind, kind.toLowerCase(java.util.Locale.ROOT), layer);
  }
}
