package org.preimage.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.preimage.certificate.Domain;
import org.preimage.certify.AcceptedCertificate;
import org.preimage.certify.CheckOptions;
import org.preimage.certify.NetworkCheck;
import org.preimage.certify.NetworkFinding;
import org.preimage.network.Network;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code preimage check}: decides and certifies. */
@Command(
    name = "check",
    description = {
      "Decides whether a network is one-to-one and writes a certificate of the answer.",
      "MODEL is an ONNX file, or a matrix W (.npy, .csv) or W and b (.npz) for ReLU(Wx + b)."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  preimage check decoder.onnx",
      "  preimage check decoder.onnx --box=-1,1 --time-limit 10m",
      "  preimage check decoder.onnx --layer 2 --certificate layer2.preimage",
      "  preimage check weights.npy --ball 3 --json",
      "  preimage check weights.npy --time-limit 1h --checkpoint proof.checkpoint",
      "",
      "Exit codes: 0 injective, 1 not injective, 2 undecided, 130 stopped with Ctrl-C."
    })
final class CheckCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "The network.")
  private Path model = Path.of("");

  @Option(names = "--layer", paramLabel = "K", description = "Decide only layer K, counted from 1.")
  private @Nullable Integer layer;

  @ArgGroup private DomainChoice domain = new DomainChoice();

  @Option(
      names = "--time-limit",
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
      names = "--threads",
      paramLabel = "N",
      description = "Threads to work with. Default: the processors of this machine.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--certificate",
      paramLabel = "OUT",
      description =
          "Where the certificate goes; compressed if the name ends in .gz. Default: <model>.preimage in the current folder.")
  private @Nullable Path certificate;

  @Option(
      names = "--node-limit",
      paramLabel = "N",
      description = "Stop after N states of case distinctions. Default: no limit.")
  private long mostCells = Long.MAX_VALUE;

  @Mixin private MemoryLimit memory = new MemoryLimit();

  @Option(
      names = "--checkpoint",
      paramLabel = "FILE",
      description =
          "Save the case distinction of the layer here every 10 seconds and at the end, and resume from it.")
  private @Nullable Path checkpoint;

  @Option(names = "--json", description = "Print one JSON object instead of text.")
  private boolean json;

  @Option(
      names = "--progress",
      negatable = true,
      description = "Show progress on stderr. Default: when stderr is a terminal.")
  private boolean progress = Boolean.getBoolean("preimage.terminal");

  @Override
  public Integer call() {
    requireNumbers();
    Network network = InputFiles.model(model);
    CheckOptions options = options(network);
    CertificateFile target = new CertificateFile(target());
    target.requireWritable();
    NetworkFinding finding;
    try {
      finding =
          ProgressLine.during(
              progress, spec, timeLimit, line -> NetworkCheck.check(network, options, line));
    } catch (UncheckedIOException e) {
      // Only the checkpoint is read or written meanwhile.
      throw new CommandException(ExitCode.BAD_DATA, String.valueOf(e.getMessage()));
    }
    // Read before anything is written: channels close under an interrupted thread.
    boolean interrupted = Thread.interrupted();
    CheckReport report = report(network, options, finding, target, interrupted);
    PrintWriter out = Commands.out(spec);
    if (json) {
      out.println(CheckJson.of(report));
    } else {
      CheckText.lines(report).forEach(out::println);
    }
    return interrupted ? ExitCode.INTERRUPTED : ExitCode.of(finding.verdict());
  }

  private void requireNumbers() {
    if (threads < 1) {
      throw usage("--threads requires at least 1 but received " + threads + ".");
    }
    if (mostCells < 1) {
      throw usage("--node-limit requires at least 1 but received " + mostCells + ".");
    }
    if (layer != null && layer < 1) {
      throw usage("--layer requires a number from 1 on but received " + layer + ".");
    }
  }

  private static CommandException usage(String message) {
    return new CommandException(ExitCode.USAGE, message);
  }

  private CheckOptions options(Network network) {
    int stages = Layers.of(network).size();
    if (layer != null && layer > stages) {
      throw usage(
          "--layer requires a number from 1 to %d but received %d.%nMaybe run: preimage explain %s"
              .formatted(stages, layer, model));
    }
    if (checkpoint != null && layer == null && stages != 1) {
      throw usage(
          "--checkpoint requires one layer but %s has %d.%nMaybe add --layer K."
              .formatted(model, stages));
    }
    Optional<Domain> chosen = domain.domain(network.inputSize());
    if (chosen.isPresent() && layer != null && layer > 1) {
      throw usage(
          "a domain restricts the network's inputs but --layer received %d, which reads other values.%nMaybe leave the domain out, or ask for --layer 1."
              .formatted(layer));
    }
    return new CheckOptions(
        chosen,
        layer == null ? OptionalInt.empty() : OptionalInt.of(layer),
        timeLimit,
        seed,
        threads,
        mostCells,
        memory.mostBytes(),
        Optional.ofNullable(checkpoint));
  }

  private Path target() {
    if (certificate != null) {
      return certificate;
    }
    String suffix = layer == null ? ".preimage" : ".layer" + layer + ".preimage";
    return Path.of(CertificateFile.baseName(model) + suffix);
  }

  private CheckReport report(
      Network network,
      CheckOptions options,
      NetworkFinding finding,
      CertificateFile target,
      boolean interrupted) {
    Optional<AcceptedCertificate> accepted = finding.verdict().accepted();
    accepted.ifPresent(proof -> target.writeAndCheck(proof.certificate()));
    return new CheckReport(
        model,
        network,
        options,
        finding,
        accepted.map(proof -> target.path()),
        options.layer().isPresent()
            ? Optional.empty()
            : CollisionPicture.write(network, finding.verdict(), target.path()),
        interrupted);
  }
}
