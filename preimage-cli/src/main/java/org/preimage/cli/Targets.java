package org.preimage.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.preimage.certificate.Indices;
import org.preimage.network.Network;
import org.preimage.onnx.ArrayFile;
import org.preimage.onnx.NpyRows;

/**
 * Outputs to be inverted: one, or many from a .npy file that are read one at a time. Each is a
 * whole output; what a mask hides may be NaN. Not safe for use by several threads.
 */
final class Targets implements AutoCloseable {
  private final Path file;
  private final List<Span> spans;
  private final boolean single;
  private final int count;
  private final IntFunction<double[]> samples;
  private final Runnable closing;

  private Targets(
      Path file,
      Network network,
      boolean anyRange,
      boolean single,
      int count,
      IntFunction<double[]> samples,
      Runnable closing) {
    this.file = file;
    this.spans = anyRange ? List.of() : spans(network);
    this.single = single;
    this.count = count;
    this.samples = samples;
    this.closing = closing;
  }

  private static Targets one(Path file, Network network, boolean anyRange, double[] values) {
    return new Targets(file, network, anyRange, true, 1, k -> values.clone(), () -> {});
  }

  /**
   * Opens a file.
   *
   * @param image shape of the output if it is one
   * @param anyRange whether values may leave the range of the last activation, as noise makes them
   * @throws CommandException if the file does not fit the network
   */
  static Targets open(Path file, Network network, Optional<Picture> image, boolean anyRange) {
    InputFiles.require("target", file);
    if (TargetImage.isImage(file)) {
      Picture shape =
          image.orElseThrow(
              () ->
                  bad(
                      "reading an image requires a network whose output is one but it has shape %s.%nMaybe say --image 1xHxW."
                          .formatted(shapes(network))));
      OutputRange range = OutputRange.of(network, network.subject().outputs().get(0));
      return one(file, network, anyRange, TargetImage.read(file, shape, range));
    }
    if (file.toString().endsWith(".csv")) {
      double[] values = ArrayFile.readCsv(file).values();
      requireSize(file, network, values.length);
      return one(file, network, anyRange, values);
    }
    NpyRows rows = NpyRows.open(file);
    // An image of one channel has an axis of length one in front that counts no samples.
    boolean bare =
        network.outputs().size() == 1 && rows.shape().equals(network.outputs().get(0).shape());
    boolean many = !bare && size(rows.sampleShape()) == network.outputSize() && rows.count() > 0;
    if (many) {
      return new Targets(file, network, anyRange, false, rows.count(), rows::sample, rows::close);
    }
    rows.close();
    double[] values = ArrayFile.readNpy(file).values();
    requireSize(file, network, values.length);
    return one(file, network, anyRange, values);
  }

  private static int size(Indices shape) {
    return Arrays.stream(shape.toArray()).reduce(1, Math::multiplyExact);
  }

  private static void requireSize(Path file, Network network, int size) {
    if (size != network.outputSize()) {
      throw bad(
          "a target requires %d values (%s), or samples of them along one more axis in front, but %s has %d."
              .formatted(network.outputSize(), shapes(network), file, size));
    }
  }

  private static List<String> shapes(Network network) {
    return network.outputs().stream().map(t -> NumberText.shape(t.shape())).toList();
  }

  int count() {
    return count;
  }

  /** Whether the file holds one bare target, not a list of them. */
  boolean single() {
    return single;
  }

  /**
   * Target k.
   *
   * @param observed numbers of the outputs that are looked at, ascending; others are not checked
   * @throws CommandException if an observed value is not finite or cannot be an output
   */
  double[] target(int k, int[] observed) {
    double[] values = samples.apply(k);
    int span = 0;
    for (int i : observed) {
      while (span < spans.size() && i >= spans.get(span).end()) {
        span++;
      }
      requireValue(
          k, i, values[i], span < spans.size() ? spans.get(span).range() : OutputRange.ALL);
    }
    return values;
  }

  private void requireValue(int k, int i, double value, OutputRange range) {
    String where = "value %d of %s%s".formatted(i, file, count == 1 ? "" : " (target " + k + ")");
    if (!Double.isFinite(value)) {
      throw bad("a target requires finite values but %s is %s.".formatted(where, value));
    }
    if (!range.contains(value)) {
      throw bad(
          "a target of this network has values in %s but %s is %s.%nMaybe rescale it, or say how much --noise it has."
              .formatted(range, where, NumberText.shortest(value)));
    }
  }

  /** Outputs up to a number, exclusive, and what they can be. */
  private record Span(int end, OutputRange range) {}

  private static List<Span> spans(Network network) {
    List<TensorSlice> slices = TensorSlice.of(network);
    List<Span> spans = new ArrayList<>();
    for (int o = 0; o < slices.size(); o++) {
      int end = slices.get(o).offset() + slices.get(o).size();
      spans.add(new Span(end, OutputRange.of(network, network.subject().outputs().get(o))));
    }
    return spans;
  }

  private static CommandException bad(String message) {
    return new CommandException(ExitCode.BAD_DATA, message);
  }

  @Override
  public void close() {
    closing.run();
  }
}
