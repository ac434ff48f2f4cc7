package org.preimage.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.preimage.certificate.Indices;
import org.preimage.network.TensorInfo;
import org.preimage.onnx.ArrayFile;

/** Writes one output of a network for all samples. */
final class OutputFile {
  private OutputFile() {}

  /**
   * Looks before the work begins.
   *
   * @throws CommandException if the file's ending is unknown or the output is no image
   */
  static void requireFits(TensorInfo tensor, Path file) {
    String ending = ending(file);
    if (!List.of("npy", "csv", "png").contains(ending)) {
      throw new CommandException(
          ExitCode.USAGE,
          "--output requires a file that ends in .npy, .csv or .png but received %s."
              .formatted(file));
    }
    if (ending.equals("png") && Picture.of(tensor.shape()).isEmpty()) {
      throw new CommandException(
          ExitCode.USAGE,
          "a picture requires an output of shape [1|3, H, W] or [H, W] from 8 × 8 on but '%s' has %s.%nMaybe --output %s"
              .formatted(
                  tensor.name(),
                  NumberText.shape(tensor.shape()),
                  CertificateFile.baseName(file) + ".npy"));
    }
  }

  /** .npy keeps the shape, .csv has one sample a line, .png is a sheet of all samples. */
  static void write(TensorInfo tensor, Batch batch, Path file) {
    try {
      if (ending(file).equals("png")) {
        int columns = (int) Math.ceil(Math.sqrt(batch.size()));
        Picture.of(tensor.shape()).orElseThrow().write(batch.samples(), columns, file);
      } else {
        ArrayFile.write(file, shape(tensor, batch, file), concatenated(batch));
      }
    } catch (IOException e) {
      throw CommandException.cannotWrite("output '" + tensor.name() + "'", file, e);
    }
  }

  private static Indices shape(TensorInfo tensor, Batch batch, Path file) {
    if (ending(file).equals("csv")) {
      return Indices.of(batch.size(), tensor.size());
    }
    return batch.stacked()
        ? Indices.of(
            IntStream.concat(IntStream.of(batch.size()), Arrays.stream(tensor.shape().toArray()))
                .toArray())
        : tensor.shape();
  }

  private static double[] concatenated(Batch batch) {
    return batch.samples().stream().flatMapToDouble(Arrays::stream).toArray();
  }

  private static String ending(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
