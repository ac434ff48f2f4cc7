package org.preimage.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.preimage.certify.CheckOptions;
import org.preimage.certify.DepthCheck;
import org.preimage.certify.DepthFinding;
import org.preimage.network.Network;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code preimage depth}: how few rows of a layer can be active at once. */
@Command(
    name = "depth",
    description = {
      "Bounds how few rows of a layer can be active at once.",
      "The bounds from both sides meet at the halfspace depth of the origin among the rows. MODEL is an ONNX file, or a matrix",
      "W (.npy, .csv) or W and b (.npz) for ReLU(Wx + b).",
      "A layer with n inputs and rows in general position is injective exactly if it is n or more."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  preimage depth weights.npy",
      "  preimage depth decoder.onnx --layer 1 --time 5m --certificate depth.preimage",
      "  preimage depth weights.csv --box=-1,1 --json",
      "",
      "Exit codes: 0 n or more in every layer looked at, 1 fewer than n in some layer,",
      "  2 undecided, 130 stopped with Ctrl-C."
    })
final class DepthCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Mixin private LayerRun layers = new LayerRun();

  @Option(
      names = "--certificate",
      paramLabel = "OUT",
      description =
          "Write the certificate of the lower bound (of the first layer looked at) to this file.")
  private @Nullable Path certificate;

  @Option(
      names = "--upper-certificate",
      paramLabel = "OUT",
      description = "Write the certificate of the upper bound, a point, to this file.")
  private @Nullable Path upperCertificate;

  @Override
  public Integer call() {
    Network network = InputFiles.model(layers.model());
    CheckOptions options = layers.options("depth", network);
    Optional<CertificateFile> lower = CertificateFile.wanted(certificate);
    Optional<CertificateFile> upper = CertificateFile.wanted(upperCertificate);
    DepthFinding finding = layers.run(spec, line -> DepthCheck.check(network, options, line));
    // Read before anything is written: channels close under an interrupted thread.
    boolean interrupted = Thread.interrupted();
    DepthFinding.OfLayer first = finding.layers().get(0);
    DepthReport report =
        new DepthReport(
            layers.model(),
            network,
            options,
            finding,
            CertificateFile.written(lower, first.lower()),
            CertificateFile.written(upper, first.upper()),
            interrupted);
    PrintWriter out = Commands.out(spec);
    if (layers.json()) {
      out.println(DepthJson.of(report));
    } else {
      DepthText.lines(report).forEach(out::println);
    }
    return interrupted ? ExitCode.INTERRUPTED : code(finding);
  }

  private static int code(DepthFinding finding) {
    boolean enough = true;
    for (DepthFinding.OfLayer layer : finding.layers()) {
      if (layer.meaning() == DepthFinding.Meaning.NOT_INJECTIVE) {
        return ExitCode.NEGATIVE;
      }
      enough &= layer.meaning() == DepthFinding.Meaning.INJECTIVE_IN_GENERAL_POSITION;
    }
    return enough ? ExitCode.SUCCESS : ExitCode.UNDECIDED;
  }
}
