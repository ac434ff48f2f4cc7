package org.preimage.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code preimage build}: makes networks that are injective, with their certificate. */
@Command(
    name = "build",
    description = {
      "Makes a network with random weights that is one-to-one, and its certificate;",
      "or any random generator, without one.",
      "",
      "Each one-to-one layer is ReLU([B; -DB; M]x + b): rows (or channels) B, negative",
      "multiples of them (one of a pair is active wherever the other is not), rows M.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      BuildDenseCommand.class,
      BuildChainCommand.class,
      BuildConvolutionCommand.class,
      BuildGeneratorCommand.class,
    },
    footer = {
      "",
      "Examples:",
      "  preimage build dense --inputs 4 --outputs 10 --seed 1 -o layer.onnx",
      "  preimage build chain --widths 2,5,11 --bias 0.5 --shuffle -o decoder.onnx",
      "  preimage build convolution --channels 1,2 --size 8x8 --kernel 3x3 -o conv.onnx",
      "  preimage build generator --channels 2,16,1 -o random.onnx",
      "",
      "Writes the certificate beside the model: layer.onnx and layer.preimage."
    })
final class BuildCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  /** Without a kind: prints the help. */
  @Override
  public Integer call() {
    CommandLine commandLine = Commands.of(spec);
    commandLine.usage(commandLine.getErr());
    return ExitCode.USAGE;
  }
}
