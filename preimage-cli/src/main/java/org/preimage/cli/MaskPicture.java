package org.preimage.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.preimage.certificate.Indices;
import org.preimage.network.Network;

/** Draws which outputs are observed, as a grey picture: the share of channels at each pixel. */
final class MaskPicture {
  /** A picture on its way to disk. */
  interface Sheet {
    void write(Indices observed);
  }

  private final Path file;
  private final int channels;
  private final Picture picture;

  private MaskPicture(Path file, int channels, Picture picture) {
    this.file = file;
    this.channels = channels;
    this.picture = picture;
  }

  /**
   * Looks before the work begins; without a file nothing is drawn.
   *
   * @throws CommandException if the outputs are no image
   */
  static Sheet sheet(Network network, @Nullable Path file) {
    if (file == null) {
      return observed -> {};
    }
    Indices shape = network.outputs().get(0).shape();
    int axes = shape.size();
    int channels = axes == 3 ? shape.get(0) : 1;
    Picture picture =
        network.outputs().size() == 1 && (axes == 2 || axes == 3)
            ? Picture.of(Indices.of(shape.get(axes - 2), shape.get(axes - 1))).orElse(null)
            : null;
    if (picture == null) {
      throw new CommandException(
          ExitCode.USAGE,
          "--picture requires one output of shape [C, H, W] or [H, W] from 8 × 8 on but %s has %s."
              .formatted(network.name(), NumberText.shape(shape)));
    }
    return new MaskPicture(file, channels, picture)::write;
  }

  private void write(Indices observed) {
    double[] share = new double[picture.size()];
    for (int i = 0; i < observed.size(); i++) {
      share[observed.get(i) % share.length] += 1.0 / channels;
    }
    try {
      picture.write(List.of(share), 1, file);
    } catch (IOException e) {
      throw CommandException.cannotWrite("picture", file, e);
    }
  }
}
