package org.preimage.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.preimage.certify.CheckOptions;
import org.preimage.certify.StabilityCheck;
import org.preimage.certify.StabilityFinding;
import org.preimage.certify.StabilityOptions;
import org.preimage.network.Network;
import org.preimage.onnx.ArrayFile;
import org.preimage.stability.LayerStability;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code preimage stability}: how much a layer can shrink distances. */
@Command(
    name = "stability",
    description = {
      "Bounds how much the layers of a network can shrink the distance of two inputs.",
      "MODEL is an ONNX file, or a matrix W (.npy, .csv) or W and b (.npz) for ReLU(Wx + b)."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  preimage stability weights.npy",
      "  preimage stability decoder.onnx --layer 1 --certificate a.preimage",
      "  preimage stability weights.npy --gap 1.2",
      "  preimage stability weights.npy --compare x.npy y.npy --json",
      "",
      "Exit codes: 0 every layer has a positive proved bound, 1 some layer is proved not injective,",
      "  2 undecided, 130 stopped with Ctrl-C."
    })
final class StabilityCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Mixin private LayerRun layers = new LayerRun();

  @Option(
      names = "--certificate",
      paramLabel = "OUT",
      description =
          "Write the certificate of A.lower (of the first layer looked at) to this file; compressed if its name ends in .gz.")
  private @Nullable Path certificate;

  @Option(
      names = "--compare",
      arity = "2",
      paramLabel = "FILE",
      description = "Two inputs of the first layer looked at; tells what happens between them.")
  private @Nullable List<Path> compare;

  @Option(
      names = "--gap",
      paramLabel = "G",
      defaultValue = "1",
      description =
          "Be content with A.upper ≤ G·A.lower. Default: ${DEFAULT-VALUE}, bounds that meet.")
  private double gap = 1;

  @Override
  public Integer call() {
    Network network = InputFiles.model(layers.model());
    CheckOptions options = layers.options("stability", network);
    if (!(gap >= 1) || Double.isInfinite(gap)) {
      throw new CommandException(
          ExitCode.USAGE, "--gap requires a finite number from 1 on but received " + gap + ".");
    }
    StabilityOptions wanted = new StabilityOptions(options, pair(), gap);
    Optional<CertificateFile> target = CertificateFile.wanted(certificate);
    StabilityFinding finding;
    try {
      finding = layers.run(spec, line -> StabilityCheck.check(network, wanted, line));
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
    // Read before anything is written: channels close under an interrupted thread.
    boolean interrupted = Thread.interrupted();
    Optional<Path> written = CertificateFile.written(target, finding.layers().get(0).lower());
    StabilityReport report =
        new StabilityReport(layers.model(), network, options, finding, written, interrupted);
    PrintWriter out = Commands.out(spec);
    if (layers.json()) {
      out.println(StabilityJson.of(report));
    } else {
      StabilityText.lines(report).forEach(out::println);
    }
    return interrupted ? ExitCode.INTERRUPTED : code(finding);
  }

  private static int code(StabilityFinding finding) {
    boolean positive = true;
    for (StabilityFinding.OfLayer layer : finding.layers()) {
      if (layer.stability().isPresent() && layer.stability().get().frame().upper() == 0) {
        return ExitCode.NEGATIVE;
      }
      positive &= layer.stability().map(LayerStability::kappaLower).orElse(0.0) > 0;
    }
    return positive ? ExitCode.SUCCESS : ExitCode.UNDECIDED;
  }

  private List<double[]> pair() {
    if (compare == null) {
      return List.of();
    }
    return compare.stream()
        .map(file -> ArrayFile.read(InputFiles.require("input", file)).values())
        .toList();
  }
}
