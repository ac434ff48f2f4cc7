package org.preimage.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code preimage invert}: the input that belongs to an output. */
@Command(
    name = "invert",
    description = {
      "Recovers the input of a generator from its output, and says why to trust it.",
      "The output may be whole, masked, measured or noisy.",
      "A target is a whole output as image, .npy or .csv; a .npy with one more axis in front holds many."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  preimage invert decoder.onnx --target digit.png --mask left --gallery completed.png",
      "  preimage invert decoder.onnx --target y.npy --noise 10dB --prior gaussian:0.01",
      "  preimage invert decoder.onnx --target scratched.png --loss l1",
      "  preimage invert decoder.onnx --target many.npy --results many.jsonl",
      "  preimage invert decoder.onnx --target digit.png --mask top:0.1 --second 100 --gallery two.png",
      "  preimage invert decoder.onnx --self-test 200 --mask random:0.5 --json",
      "",
      "A run over many targets that was stopped goes on when it is started again with the same words.",
      "",
      "Exit codes: 0 recovered (many targets, self-test: done), 1 the data do not determine the code or",
      "  no code has them, 2 no start met the data, 130 stopped with Ctrl-C."
    })
final class InvertCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Mixin private InversionWords words = new InversionWords();

  @ArgGroup(multiplicity = "1")
  private Source source = new Source();

  /** Where the outputs come from. */
  static final class Source {
    @Option(names = "--target", paramLabel = "FILE", description = "The output to be inverted.")
    private @Nullable Path target;

    @Option(
        names = "--self-test",
        paramLabel = "N",
        description = "Draw N codes from the prior, invert their outputs and compare.")
    private @Nullable Integer selfTest;
  }

  @Mixin private InversionFiles files = new InversionFiles();

  @Option(
      names = "--second",
      paramLabel = "K",
      description =
          "One target: most starts of the search for a second code with the same observed output; a family of codes is followed to its ends. 0: no search. Default: 8.")
  private @Nullable Integer second;

  @Option(
      names = "--known",
      paramLabel = "CERTIFICATE",
      description =
          "One target: what preimage check proved of the whole network; checked again, and said with the answer.")
  private @Nullable Path known;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads for many targets. Default: the processors of this machine.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--json", description = "Print one JSON object instead of text.")
  private boolean json;

  @Option(
      names = "--progress",
      negatable = true,
      description = "Show progress on stderr. Default: when stderr is a terminal.")
  private boolean progress = Boolean.getBoolean("preimage.terminal");

  @Override
  public Integer call() {
    if (threads < 1) {
      throw new CommandException(
          ExitCode.USAGE, "--threads requires at least 1 but received " + threads + ".");
    }
    if (second != null && second < 0) {
      throw new CommandException(
          ExitCode.USAGE, "--second requires at least 0 starts but received " + second + ".");
    }
    InversionQuestion question = words.question();
    files.requireWritable(question);
    try {
      return ProgressLine.during(progress, spec, "inverting", told -> run(question, told));
    } catch (IllegalArgumentException | IllegalStateException e) {
      // What a method requires and this generator, measurement or machine does not have.
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private int run(InversionQuestion question, DoubleConsumer told) {
    PrintWriter out = Commands.out(spec);
    if (source.selfTest != null) {
      requireOneTarget("--self-test");
      files.requireOnly("codes are drawn (--self-test)", Set.of("--gallery"));
      return new SelfTestRun(question, files, told).run(source.selfTest, json, out);
    }
    Path file = source.target == null ? Path.of("") : source.target;
    try (Targets targets =
        Targets.open(
            file, question.generator().network(), question.image(), !question.noise().none())) {
      if (targets.single()) {
        files.requireOnly(
            "there is one target", Set.of("--codes", "--completed", "--gallery", "--certificate"));
        int starts = second == null ? SingleInversion.SECOND_STARTS : second;
        Optional<GlobalVerdict> verdict =
            Optional.ofNullable(known)
                .map(certificate -> GlobalVerdict.of(certificate, question.generator().network()));
        return new SingleInversion(question, files, starts, verdict).run(targets, json, out);
      }
      requireOneTarget(file + " with many targets");
      files.requireOnly("there are many targets", Set.of("--results", "--codes", "--completed"));
      return new ManyInversions(question, files, threads, told).run(file, targets, json, out);
    }
  }

  private void requireOneTarget(String source) {
    if (known != null) {
      throw new CommandException(
          ExitCode.USAGE,
          "--known requires one target but received %s.%nMaybe invert one target alone."
              .formatted(source));
    }
    if (second != null && second > 0) {
      throw new CommandException(
          ExitCode.USAGE,
          "--second requires one target but received %s.%nMaybe invert that target alone."
              .formatted(source));
    }
  }
}
