package org.preimage.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.preimage.network.Network;
import org.preimage.network.TensorInfo;
import org.preimage.onnx.ArrayFile;
import org.preimage.onnx.NumberArray;

/**
 * Samples of all inputs of a network.
 *
 * @param inputs one batch an input
 */
record InputBatch(List<Batch> inputs) {
  InputBatch {
    inputs = List.copyOf(inputs);
  }

  /**
   * Reads the files.
   *
   * @param words {@code FILE} or {@code NAME=FILE}
   * @throws CommandException if an input is missing, has the wrong shape or is not finite
   */
  static InputBatch read(Network network, List<String> words) {
    Map<Integer, Path> files = NamedFile.assign("--input", words, network.inputs());
    List<Batch> batches = new ArrayList<>();
    for (int k = 0; k < network.inputs().size(); k++) {
      TensorInfo tensor = network.inputs().get(k);
      Path file = files.get(k);
      if (file == null) {
        throw new CommandException(
            ExitCode.USAGE,
            "running requires every input but received none for '%s' (%s).%nMaybe --input %s=FILE."
                .formatted(tensor.name(), NumberText.shape(tensor.shape()), tensor.name()));
      }
      batches.add(read(tensor, InputFiles.require("input", file)));
    }
    InputBatch batch = new InputBatch(batches);
    batch.requireSameCount(network);
    return batch;
  }

  private static Batch read(TensorInfo tensor, Path file) {
    NumberArray array = ArrayFile.read(file);
    double[] values = array.values();
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw badData(
            "an input requires finite numbers but entry %d of %s is %s."
                .formatted(i, file, values[i]));
      }
    }
    return Batch.cut(tensor, array.shape(), values)
        .orElseThrow(
            () ->
                badData(
                    "input '%s' requires shape %s, or samples of it along one more axis in front, but %s has %s."
                        .formatted(
                            tensor.name(),
                            NumberText.shape(tensor.shape()),
                            file,
                            NumberText.shape(array.shape()))));
  }

  private void requireSameCount(Network network) {
    for (int k = 0; k < inputs.size(); k++) {
      if (inputs.get(k).stacked() && inputs.get(k).size() != size()) {
        throw badData(
            "running requires as many samples of every input but '%s' has %d and another %d."
                .formatted(network.inputs().get(k).name(), inputs.get(k).size(), size()));
      }
    }
  }

  private static CommandException badData(String message) {
    return new CommandException(ExitCode.BAD_DATA, message);
  }

  /** True when some input came with a leading axis. */
  boolean stacked() {
    return inputs.stream().anyMatch(Batch::stacked);
  }

  /** Number of samples. */
  int size() {
    return inputs.stream().filter(Batch::stacked).findFirst().map(Batch::size).orElse(1);
  }

  /** Sample k of all inputs, concatenated. */
  double[] sample(int k) {
    return inputs.stream()
        .map(batch -> batch.sample(k))
        .flatMapToDouble(java.util.Arrays::stream)
        .toArray();
  }
}
