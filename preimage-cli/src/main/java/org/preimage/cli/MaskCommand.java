package org.preimage.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Indices;
import org.preimage.certify.AcceptedCertificate;
import org.preimage.certify.Effort;
import org.preimage.certify.Progress;
import org.preimage.inversion.MaskAnswer;
import org.preimage.inversion.MaskSearch;
import org.preimage.network.Network;
import org.preimage.random.SeedStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code preimage mask}: which outputs determine the input. */
@Command(
    name = "mask",
    description = {
      "Finds few outputs that determine the input, or says whether a given mask does.",
      "Asked at some latent codes; every answer comes with a proof."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  preimage mask decoder.onnx                        searches; 8 normal codes",
      "  preimage mask decoder.onnx --mask random:0.5 --codes 20",
      "  preimage mask decoder.onnx --mask top --box=-1,1 --json",
      "  preimage mask decoder.onnx --size 100 --picture mask.png --codes z.npy",
      "",
      "Exit codes: 0 every code is determined near it, 1 some code shares the",
      "  observed values with another, 2 neither was proved, 130 stopped with Ctrl-C."
    })
final class MaskCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "The network.")
  private Path model = Path.of("");

  @Option(
      names = "--mask",
      paramLabel = "MASK",
      description = {
        "The mask to ask about: random[:SHARE] of the values, pixels[:SHARE], top, bottom,",
        "left, right[:SHARE], border[:PIXELS], an image file (bright is observed), FILE.npy or",
        "FILE.csv (numbers of outputs). Default: search for a small one."
      })
  private @Nullable String mask;

  @Option(
      names = "--size",
      paramLabel = "K",
      defaultValue = "0",
      description = "When searching: at least K outputs.")
  private int size;

  @Option(
      names = "--codes",
      paramLabel = "N|FILE",
      defaultValue = "8",
      description = "How many codes to draw, or a file. Default: ${DEFAULT-VALUE}.")
  private String codes = "8";

  @Option(
      names = "--box",
      paramLabel = "LO,HI",
      description = {
        "Codes lie between LO and HI, and are drawn uniformly; or one pair a coordinate,",
        "separated by ';'. Default: anywhere, and drawn standard normal."
      })
  private @Nullable String box;

  @Option(
      names = "--time-limit",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      defaultValue = "10m",
      description = "Begin no further code after this time. Default: ${DEFAULT-VALUE}.")
  private Duration timeLimit = Duration.ofMinutes(10);

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Seed of every random choice. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--certificate",
      paramLabel = "DIR",
      description = "Write a certificate for each code into this folder.")
  private @Nullable Path folder;

  @Option(
      names = "--picture",
      paramLabel = "PNG",
      description = "Draw the mask; white is observed.")
  private @Nullable Path picture;

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
    Domain.Box domain = domain(network);
    SeedStream seeds = SeedStream.of(seed);
    List<double[]> asked = CodeChoice.of(network, codes, domain, seeds);
    MaskPicture.Sheet sheet = MaskPicture.sheet(network, picture);
    requireWritable();
    MaskReport report;
    try {
      report =
          ProgressLine.during(
              progress, spec, timeLimit, line -> run(network, domain, asked, seeds, line));
    } catch (UnsupportedOperationException e) {
      throw new CommandException(ExitCode.BAD_DATA, String.valueOf(e.getMessage()));
    }
    sheet.write(report.observed());
    PrintWriter out = Commands.out(spec);
    if (json) {
      out.println(MaskJson.of(report));
    } else {
      MaskText.lines(report).forEach(out::println);
    }
    return report.code();
  }

  private MaskReport run(
      Network network, Domain.Box domain, List<double[]> asked, SeedStream seeds, Progress line) {
    long start = System.nanoTime();
    int[] observed =
        mask == null
            ? searched(network, asked, line)
            : MaskChoice.of(network, ImageShape.of(network), mask, seeds).indices();
    List<MaskAnswer> answers = new ArrayList<>();
    while (answers.size() < asked.size()
        && !Thread.currentThread().isInterrupted()
        && (answers.isEmpty() || System.nanoTime() - start < timeLimit.toNanos())) {
      int k = answers.size();
      line.update("code " + (k + 1), (double) k / asked.size(), effort(start, k));
      answers.add(MaskAnswer.at(network, observed, domain, asked.get(k)));
    }
    // Read before anything is written: channels close under an interrupted thread.
    boolean interrupted = Thread.interrupted();
    double seconds = effort(start, 0).seconds();
    return new MaskReport(
        model,
        network,
        Optional.ofNullable(mask),
        Indices.of(observed),
        domain,
        asked.size(),
        answers,
        written(answers),
        seed,
        seconds,
        interrupted);
  }

  private int[] searched(Network network, List<double[]> asked, Progress line) {
    line.update("search", Double.NaN, effort(System.nanoTime(), 0));
    int[] found = MaskSearch.run(network, asked, Math.min(size, network.outputSize()));
    Arrays.sort(found);
    if (found.length == 0) {
      throw new CommandException(
          ExitCode.UNDECIDED,
          "a search requires outputs that change with the input but none does at these codes.\nMaybe --box names where codes are.");
    }
    return found;
  }

  private static Effort effort(long start, int codes) {
    return new Effort((System.nanoTime() - start) / 1e9, 0, 0, codes);
  }

  private Domain.Box domain(Network network) {
    int n = network.inputSize();
    try {
      return box == null ? Domain.wholeSpace(n) : DomainChoice.readBox(box, n);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private void requireWritable() {
    if (folder == null) {
      return;
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw CommandException.cannotWrite("certificates", folder, e);
    }
  }

  private List<Optional<Path>> written(List<MaskAnswer> answers) {
    List<Optional<Path>> files = new ArrayList<>();
    for (int k = 0; k < answers.size(); k++) {
      Optional<AcceptedCertificate> accepted = answers.get(k).accepted();
      Path file = folder == null ? null : folder.resolve("code-" + k + ".preimage.gz");
      if (file != null && accepted.isPresent()) {
        new CertificateFile(file).writeAndCheck(accepted.get().certificate());
        files.add(Optional.of(file));
      } else {
        files.add(Optional.empty());
      }
    }
    return files;
  }
}
