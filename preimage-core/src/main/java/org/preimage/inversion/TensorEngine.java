package org.preimage.inversion;

import java.util.Optional;
import java.util.ServiceLoader;
import org.preimage.network.Network;

/**
 * A library for convolutions and their derivatives, found on the class path at run time: the core
 * works without one, and slower.
 */
public interface TensorEngine {
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

  /** Forward models of the engine that was found, or in Java. */
  static ForwardModel.Factory fastest() {
    return find()
        .<ForwardModel.Factory>map(engine -> engine::forwardModel)
        .orElse(NetworkForwardModel::of);
  }
}
