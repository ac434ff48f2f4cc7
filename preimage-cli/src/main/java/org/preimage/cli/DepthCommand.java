package org.preimage.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.preimage.certify.AcceptedCertificate;
import org.preimage.certify.CheckOptions;
import org.preimage.certify.DepthCheck;
import org.preimage.certify.DepthFinding;
import org.preimage.network.Network;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code preimage depth}: how few rows of a layer can be active at once. */
@Command(
    name = "depth",
    description = {
      "Bounds how few rows of a layer can be active at once, from both sides, until the bounds",
      "meet: the halfspace depth of the origin among the rows. MODEL is an ONNX file, or a matrix",
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

  @Parameters(paramLabel = "MODEL", description = "The network.")
  private Path model = Path.of("");

  @Option(names = "--layer", paramLabel = "K", description = "Only layer K, counted from 1.")
  private @Nullable Integer layer;

  @ArgGroup private DomainChoice domain = new DomainChoice();

  @Option(
      names = {"--time", "--time-limit"},
      paramLabel = "TIME",
      converter = DurationConverter.class,
      defaultValue = "60s",
      description = "Stop after this time: 500ms, 60s, 2m, 1h. Default: ${DEFAULT-VALUE}.")
  private Duration timeLimit = Duration.ofMinutes(1);

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Seed of every random choice. Default: ${DEFAULT-VALUE}.")
  private long seed;

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

  @Option(names = "--json", description = "Print one JSON object instead of text.")
  private boolean json;

  @Option(
      names = "--progress",
      negatable = true,
      description = "Show progress on stderr. Default: when stderr is a terminal.")
  private boolean progress = Boolean.getBoolean("preimage.terminal");

  @Override
  public Integer call() {
    Network network = InputFiles.model(model);
    CheckOptions options =
        LayerRun.options("depth", model, network, layer, domain, timeLimit, seed);
    Optional<CertificateFile> lower = target(certificate);
    Optional<CertificateFile> upper = target(upperCertificate);
    DepthFinding finding =
        LayerRun.run(progress, spec, timeLimit, line -> DepthCheck.check(network, options, line));
    // Read before anything is written: channels close under an interrupted thread.
    boolean interrupted = Thread.interrupted();
    DepthFinding.OfLayer first = finding.layers().get(0);
    DepthReport report =
        new DepthReport(
            model,
            network,
            options,
            finding,
            written(lower, first.lower()),
            written(upper, first.upper()),
            interrupted);
    PrintWriter out = Commands.out(spec);
    if (json) {
      out.println(DepthJson.of(report));
    } else {
      DepthText.lines(report).forEach(out::println);
    }
    return interrupted ? ExitCode.INTERRUPTED : code(finding);
  }

  private static Optional<CertificateFile> target(@Nullable Path path) {
    Optional<CertificateFile> file =
        path == null ? Optional.empty() : Optional.of(new CertificateFile(path));
    file.ifPresent(CertificateFile::requireWritable);
    return file;
  }

  private static Optional<Path> written(
      Optional<CertificateFile> target, Optional<AcceptedCertificate> proof) {
    Optional<Path> path = proof.isPresent() ? target.map(CertificateFile::path) : Optional.empty();
    path.ifPresent(
        file -> new CertificateFile(file).writeAndCheck(proof.orElseThrow().certificate()));
    return path;
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
