package org.preimage.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.preimage.network.TensorInfo;

/** Files given as {@code FILE} or {@code NAME=FILE} for the inputs or outputs of a network. */
final class NamedFile {
  private NamedFile() {}

  /**
   * Which file belongs to which tensor. Files without a name go to the tensors without one, in
   * order.
   *
   * @param option for messages
   * @return keys are tensor numbers
   * @throws CommandException if a name is unknown or there are too many files
   */
  static Map<Integer, Path> assign(String option, List<String> words, List<TensorInfo> tensors) {
    Map<Integer, Path> files = new TreeMap<>();
    List<Path> unnamed = new ArrayList<>();
    for (String word : words) {
      int tensor = tensorNamed(word, tensors);
      if (tensor < 0) {
        unnamed.add(Path.of(word));
      } else if (files.put(tensor, fileOf(word, tensors.get(tensor))) != null) {
        throw usage(option, tensors, "received '" + tensors.get(tensor).name() + "' twice");
      }
    }
    int next = 0;
    for (Path file : unnamed) {
      while (files.containsKey(next)) {
        next++;
      }
      if (next >= tensors.size()) {
        throw usage(option, tensors, "has no use for " + file);
      }
      files.put(next, file);
    }
    return files;
  }

  private static int tensorNamed(String word, List<TensorInfo> tensors) {
    for (int t = 0; t < tensors.size(); t++) {
      if (word.startsWith(tensors.get(t).name() + "=")) {
        return t;
      }
    }
    return -1;
  }

  private static Path fileOf(String word, TensorInfo tensor) {
    return Path.of(word.substring(tensor.name().length() + 1));
  }

  private static CommandException usage(String option, List<TensorInfo> tensors, String problem) {
    return new CommandException(
        ExitCode.USAGE,
        "%s requires FILE or NAME=FILE with a name of %s but %s."
            .formatted(option, tensors.stream().map(TensorInfo::name).toList(), problem));
  }
}
