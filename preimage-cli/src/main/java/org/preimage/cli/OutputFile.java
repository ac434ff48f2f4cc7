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
import org.preimage.onnx.ArrayFile.Element;
import org.preimage.onnx.ModelFileException;
import org.preimage.onnx.NumberArray;

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
          "a picture requires an output of shape [channels, H, W] or [H, W] from 8 × 8 on, not of two channels, but '%s' has %s.%nMaybe --output %s"
              .formatted(
                  tensor.name(),
                  NumberText.shape(tensor.shape()),
                  CertificateFile.baseName(file) + ".npy"));
    }
  }

  /** .npy keeps the shape, .csv has one sample a line, .png is a sheet of all samples. */
  static void write(TensorInfo tensor, Batch batch, Path file) {
    try {
      switch (ending(file)) {
        case "png" -> writePicture(tensor, batch, file);
        case "csv" -> ArrayFile.writeCsv(file, array(batch, batch.size(), tensor.size()));
        default -> ArrayFile.writeNpy(file, array(batch, shape(tensor, batch)), Element.FLOAT64);
      }
    } catch (IOException e) {
      throw CommandException.cannotWrite("output '" + tensor.name() + "'", file, e);
    } catch (ModelFileException e) {
      throw new CommandException(ExitCode.CANNOT_WRITE, String.valueOf(e.getMessage()));
    }
  }

  private static void writePicture(TensorInfo tensor, Batch batch, Path file) throws IOException {
    int columns = (int) Math.ceil(Math.sqrt(batch.size()));
    Picture.of(tensor.shape()).orElseThrow().write(batch.samples(), columns, file);
  }

  private static NumberArray array(Batch batch, int... shape) {
    return NumberArray.of(
        Indices.of(shape), batch.samples().stream().flatMapToDouble(Arrays::stream).toArray());
  }

  private static int[] shape(TensorInfo tensor, Batch batch) {
    int[] shape = tensor.shape().toArray();
    return batch.stacked()
        ? IntStream.concat(IntStream.of(batch.size()), Arrays.stream(shape)).toArray()
        : shape;
  }

  /** What follows the last dot of the name, in small letters. */
  static String ending(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
