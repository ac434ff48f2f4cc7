package org.preimage.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.preimage.certify.CheckOptions;
import org.preimage.certify.NetworkCheck;
import org.preimage.certify.NetworkFinding;
import org.preimage.certify.Progress;
import org.preimage.certify.Verdict;
import org.preimage.network.Network;
import org.preimage.onnx.ModelFileException;
import org.preimage.onnx.ModelLoader;

/** Checks every ONNX file below a folder and prints a Markdown table of the verdicts. */
public final class VerdictTable {
  private VerdictTable() {}

  /**
   * The whole program.
   *
   * @param args a folder, and the time limit for each network in seconds
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    Duration limit = Duration.ofSeconds(Long.parseLong(args[1]));
    List<Path> models;
    try (Stream<Path> files = Files.walk(folder)) {
      models = files.filter(f -> f.toString().endsWith(".onnx")).sorted().toList();
    }
    System.out.println("| network | inputs | layers alone | verdict | proof | time | in words |");
    System.out.println("|---|---|---|---|---|---|---|");
    for (Path model : models) {
      System.out.println(row(folder.relativize(model).toString(), model, limit));
    }
  }

  private static String row(String name, Path model, Duration limit) {
    try {
      Network network = ModelLoader.read(model);
      CheckOptions options = CheckOptions.defaults().withTimeLimit(limit);
      NetworkFinding finding = NetworkCheck.check(network, options, Progress.SILENT);
      return String.format(
          Locale.ROOT,
          "| `%s` | %d | %s | %s | %s | %.1f s | %s |",
          name,
          network.inputSize(),
          layers(finding),
          words(finding.verdict()),
          proof(finding.verdict()),
          finding.effort().seconds(),
          finding.sentence().replace('\n', ' ').replace("|", "\\|"));
    } catch (ModelFileException refused) {
      return "| `" + name + "` | | | refused | | | " + refused.getMessage() + " |";
    }
  }

  private static String layers(NetworkFinding finding) {
    return finding.layers().stream()
        .map(layer -> layer.inputs() + "→" + layer.outputs() + " " + sign(layer.verdict()))
        .collect(Collectors.joining(", "));
  }

  private static String sign(Verdict verdict) {
    if (verdict instanceof Verdict.Injective injective) {
      return injective.assumesGeneralPosition() ? "✓*" : "✓";
    }
    return verdict instanceof Verdict.NotInjective ? "✗" : "?";
  }

  private static String words(Verdict verdict) {
    if (verdict instanceof Verdict.Injective injective) {
      return injective.assumesGeneralPosition()
          ? "**injective** in general position"
          : "**injective**";
    }
    return verdict instanceof Verdict.NotInjective ? "**not injective**" : "undecided";
  }

  private static String proof(Verdict verdict) {
    return verdict
        .accepted()
        .map(accepted -> accepted.certificate().proof().getClass().getSimpleName() + ", accepted")
        .orElse("");
  }
}
