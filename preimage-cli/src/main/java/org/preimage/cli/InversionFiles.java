package org.preimage.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.preimage.certificate.Indices;
import org.preimage.network.Network;
import org.preimage.network.TensorInfo;
import org.preimage.onnx.ArrayFile;
import org.preimage.onnx.NpyRowsWriter;
import org.preimage.onnx.NumberArray;
import picocli.CommandLine.Option;

/** The files that an inversion writes on request. */
final class InversionFiles {
  /** More pictures make a sheet that nobody looks at. */
  static final int MOST_PICTURES = 24;

  @Option(
      names = "--results",
      paramLabel = "OUT.jsonl",
      description =
          "One JSON object a line for each of many targets. Default: <target>.inverted.jsonl in the current folder.")
  private @Nullable Path results;

  @Option(names = "--codes", paramLabel = "OUT.npy", description = "Write the codes.")
  private @Nullable Path codes;

  @Option(
      names = "--completed",
      paramLabel = "OUT.npy",
      description = "Write the completed outputs.")
  private @Nullable Path completed;

  @Option(
      names = "--gallery",
      paramLabel = "OUT.png",
      description = "Draw what was observed and what was recovered (self-test: below the truth).")
  private @Nullable Path gallery;

  @Option(
      names = "--certificate",
      paramLabel = "OUT",
      description =
          "Write the certificate: that no other code near the recovered one has these values, or a second code that has.")
  private @Nullable Path certificate;

  /** Looks before the work begins. */
  void requireWritable(InversionQuestion question) {
    for (Path file : List.of(orNone(results), orNone(codes), orNone(completed), orNone(gallery))) {
      Path folder = file.toAbsolutePath().getParent();
      if (!file.toString().isEmpty() && (folder == null || !Files.isDirectory(folder))) {
        throw new CommandException(
            ExitCode.CANNOT_WRITE,
            "writing %s requires its folder but it does not exist.%nMaybe name another place."
                .formatted(file));
      }
    }
    if (gallery != null && question.image().isEmpty()) {
      throw new CommandException(
          ExitCode.USAGE,
          "--gallery requires a network whose output is an image.%nMaybe say --image 1xHxW.");
    }
    CertificateFile.wanted(certificate);
  }

  /**
   * Refuses files that a kind of run does not write.
   *
   * @param run what kind it is, in words
   * @param written options whose files it writes
   */
  void requireOnly(String run, Set<String> written) {
    Map<String, Optional<Path>> asked = new LinkedHashMap<>();
    asked.put("--results", Optional.ofNullable(results));
    asked.put("--codes", Optional.ofNullable(codes));
    asked.put("--completed", Optional.ofNullable(completed));
    asked.put("--gallery", gallery());
    asked.put("--certificate", certificate());
    asked.forEach(
        (option, file) -> {
          if (file.isPresent() && !written.contains(option)) {
            throw new CommandException(
                ExitCode.USAGE,
                "%s says nothing where %s; that writes %s.%nMaybe leave it out, or invert one target alone."
                    .formatted(option, run, String.join(", ", new TreeSet<>(written))));
          }
        });
  }

  private static Path orNone(@Nullable Path file) {
    return file == null ? Path.of("") : file;
  }

  /** The file of results for many targets. */
  Path results(Path target) {
    return results == null
        ? Path.of(CertificateFile.baseName(target) + ".inverted.jsonl")
        : results;
  }

  Optional<Path> certificate() {
    return Optional.ofNullable(certificate);
  }

  Optional<Path> gallery() {
    return Optional.ofNullable(gallery);
  }

  /** Where codes of many targets go. */
  Optional<NpyRowsWriter> codes(Network network, int count) {
    return Optional.ofNullable(codes)
        .map(file -> NpyRowsWriter.open(file, count, Indices.of(network.inputSize())));
  }

  /** Where completed outputs of many targets go. */
  Optional<NpyRowsWriter> completed(Network network, int count) {
    return Optional.ofNullable(completed)
        .map(file -> NpyRowsWriter.open(file, count, outputShape(network)));
  }

  /** One code and its output. */
  void write(Network network, double[] code, double[] output) {
    if (codes != null) {
      ArrayFile.writeNpy(
          codes, NumberArray.of(Indices.of(code.length), code), ArrayFile.Element.FLOAT64);
    }
    if (completed != null) {
      ArrayFile.writeNpy(
          completed, NumberArray.of(outputShape(network), output), ArrayFile.Element.FLOAT64);
    }
  }

  /** Rows of images, one below the other; all rows have as many. */
  void drawGallery(InversionQuestion question, List<List<double[]>> rows) {
    if (gallery == null || rows.get(0).isEmpty()) {
      return;
    }
    try {
      question
          .image()
          .orElseThrow()
          .write(rows.stream().flatMap(List::stream).toList(), rows.get(0).size(), gallery);
    } catch (IOException e) {
      throw CommandException.cannotWrite("gallery", gallery, e);
    }
  }

  private static Indices outputShape(Network network) {
    List<TensorInfo> outputs = network.outputs();
    return outputs.size() == 1 ? outputs.get(0).shape() : Indices.of(network.outputSize());
  }
}
