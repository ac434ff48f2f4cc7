package org.preimage.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.preimage.network.Network;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code preimage explain}: shows how a model file was understood. */
@Command(
    name = "explain",
    description = {
      "Shows how a model file was understood.",
      "Prints inputs, outputs, every node and the layers that 'preimage check' will decide."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  preimage explain decoder.onnx",
      "  preimage explain weights.npz --json"
    })
final class ExplainCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "The network.")
  private Path model = Path.of("");

  @Option(names = "--json", description = "Print one JSON object instead of text.")
  private boolean json;

  @Override
  public Integer call() {
    Network network = InputFiles.model(model);
    PrintWriter out = Commands.out(spec);
    if (json) {
      out.println(ExplainJson.of(model, network));
    } else {
      ExplainText.lines(model, network).forEach(out::println);
    }
    return ExitCode.SUCCESS;
  }
}
