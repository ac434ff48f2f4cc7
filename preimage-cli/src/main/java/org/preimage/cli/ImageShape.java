package org.preimage.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.preimage.certificate.Indices;
import org.preimage.network.Network;

/** Which image the outputs of a generator make. */
final class ImageShape {
  private ImageShape() {}

  /**
   * The shape of the only output if it is an image; a flat output whose size is a square number is
   * taken for a grey square.
   */
  static Optional<Picture> of(Network network) {
    if (network.outputs().size() != 1) {
      return Optional.empty();
    }
    Optional<Picture> picture = Picture.of(network.outputs().get(0).shape());
    int size = network.outputSize();
    int side = (int) Math.round(Math.sqrt(size));
    return picture.isEmpty() && side * side == size ? Picture.of(Indices.of(side, side)) : picture;
  }

  /**
   * The shape given by hand, or that of the output.
   *
   * @throws CommandException if a shape is given that does not have as many values as the network
   */
  static Optional<Picture> of(Network network, @Nullable Indices given) {
    return given == null ? of(network) : Optional.of(given(given, network));
  }

  /**
   * An image shape given by hand.
   *
   * @throws CommandException if it does not have as many values as the network
   */
  private static Picture given(Indices shape, Network network) {
    Optional<Picture> picture = Picture.of(shape);
    if (picture.isEmpty() || picture.get().size() != network.outputSize()) {
      throw new CommandException(
          ExitCode.USAGE,
          "--image requires the shape of an image with %d values but received %s.%nMaybe one of 1xHxW, 3xHxW or HxW."
              .formatted(network.outputSize(), NumberText.shape(shape)));
    }
    return picture.get();
  }
}
