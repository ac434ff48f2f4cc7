package org.preimage.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.preimage.certify.Collision;
import org.preimage.certify.Verdict;
import org.preimage.network.Network;

/** Shows the two outputs of a collision side by side when they are images. */
final class CollisionPicture {
  private CollisionPicture() {}

  /**
   * Writes {@code <certificate>-collision.png} if the verdict has a pair and some output is an
   * image.
   *
   * @param certificate beside it the picture goes
   */
  static Optional<Path> write(Network network, Verdict verdict, Path certificate) {
    if (!(verdict instanceof Verdict.NotInjective no) || no.collision().isEmpty()) {
      return Optional.empty();
    }
    Collision collision = no.collision().get();
    List<TensorSlice> outputs = TensorSlice.of(network);
    for (TensorSlice output : outputs) {
      Optional<Picture> picture = Picture.of(output.shape());
      if (picture.isPresent()) {
        List<double[]> images =
            List.of(
                output.of(network.evaluate(collision.roundedX().toArray())),
                output.of(network.evaluate(collision.roundedY().toArray())));
        return Optional.of(write(picture.get(), images, certificate));
      }
    }
    return Optional.empty();
  }

  private static Path write(Picture picture, List<double[]> images, Path certificate) {
    Path file = certificate.resolveSibling(CertificateFile.stem(certificate) + "-collision.png");
    try {
      picture.write(images, 2, file);
    } catch (IOException e) {
      throw CommandException.cannotWrite("picture", file, e);
    }
    return file;
  }
}
