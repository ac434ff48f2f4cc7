package org.preimage.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.preimage.certify.AcceptedCertificate;
import org.preimage.certify.CheckOptions;
import org.preimage.certify.StabilityCheck;
import org.preimage.certify.StabilityFinding;
import org.preimage.certify.StabilityOptions;
import org.preimage.network.Network;
import org.preimage.onnx.ArrayFile;
import org.preimage.stability.LayerStability;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
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
        LayerRun.options("stability", model, network, layer, domain, timeLimit, seed);
    if (!(gap >= 1) || Double.isInfinite(gap)) {
      throw new CommandException(
          ExitCode.USAGE, "--gap requires a finite number from 1 on but received " + gap + ".");
    }
    StabilityOptions wanted = new StabilityOptions(options, pair(), gap);
    Optional<CertificateFile> target =
        certificate == null ? Optional.empty() : Optional.of(new CertificateFile(certificate));
    target.ifPresent(CertificateFile::requireWritable);
    StabilityFinding finding;
    try {
      finding =
          LayerRun.run(
              progress, spec, timeLimit, line -> StabilityCheck.check(network, wanted, line));
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
    // Read before anything is written: channels close under an interrupted thread.
    boolean interrupted = Thread.interrupted();
    Optional<AcceptedCertificate> proof = finding.layers().get(0).lower();
    Optional<Path> written =
        proof.isPresent() ? target.map(CertificateFile::path) : Optional.empty();
    written.ifPresent(
        path -> new CertificateFile(path).writeAndCheck(proof.orElseThrow().certificate()));
    StabilityReport report =
        new StabilityReport(model, network, options, finding, written, interrupted);
    PrintWriter out = Commands.out(spec);
    if (json) {
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
