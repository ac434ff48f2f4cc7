package org.preimage.inversion;

import java.util.Optional;
import java.util.ServiceLoader;
import org.preimage.certificate.Node;
import org.preimage.network.Network;

/**
 * A library for convolutions and their derivatives, found on the class path at run time: the core
 * works without one, and slower.
 */
public interface TensorEngine {
  /** From so many weights on, a library's matrix products win over idle units that cost nothing. */
  long LARGE = 5_000_000;

  /** What the library is called. */
  String name();

  /** Whether it fits this machine; loads it. */
  boolean isAvailable();

  /**
   * A forward model of all outputs, precise enough in its values to recover sixteen digits.
   *
   * @throws UnsupportedOperationException if an output depends on an opaque node
   */
  ForwardModel forwardModel(Network network);

  /**
   * Adam for all outputs of a network.
   *
   * @throws UnsupportedOperationException if an output depends on an opaque node
   */
  GradientDescent adam(Network network, AdamOptions options);

  /** The first one on the class path that fits this machine. */
  static Optional<TensorEngine> find() {
    return ServiceLoader.load(TensorEngine.class, TensorEngine.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .filter(TensorEngine::isAvailable)
        .findFirst();
  }

  /**
   * The same where there is no other way.
   *
   * @param purpose what needs it, the subject of the message
   * @throws IllegalStateException if there is none
   */
  static TensorEngine require(String purpose) {
    return find()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    purpose
                        + " requires the module preimage-torch with a library for this machine but"
                        + " none was found.\nMaybe use a method that needs no tensor library."));
  }

  /**
   * The fastest forward models there are: dense chains in Java unless they are large, because idle
   * units cost nothing there; other networks on the engine that was found; without one, in Java.
   */
  static ForwardModel.Factory fastest() {
    return network -> {
      Optional<ForwardModel> dense = DenseForwardModel.of(network);
      if (dense.isPresent() && weights(network) < LARGE) {
        return dense.get();
      }
      return find()
          .map(engine -> engine.forwardModel(network))
          .or(() -> dense)
          .orElseGet(() -> NetworkForwardModel.of(network));
    };
  }

  private static long weights(Network network) {
    return network.subject().nodes().stream()
        .filter(Node.Affine.class::isInstance)
        .mapToLong(node -> ((Node.Affine) node).weights().size())
        .sum();
  }
}
