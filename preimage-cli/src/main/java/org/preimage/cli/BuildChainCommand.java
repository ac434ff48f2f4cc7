package org.preimage.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.preimage.certificate.Indices;
import org.preimage.construction.DensePlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code preimage build chain}: several dense layers. */
@Command(
    name = "chain",
    description = "Makes several dense layers, each with ReLU.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Example:",
      "  preimage build chain --widths 2,5,11 --ensemble orthogonal -o decoder.onnx"
    })
final class BuildChainCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--widths",
      paramLabel = "N,M,M",
      converter = ExtentsConverter.class,
      required = true,
      description = "Inputs and the outputs of each layer, each at least twice the one before.")
  private Indices widths = Indices.of();

  @Mixin private final BuildTarget target = new BuildTarget();

  @Override
  public Integer call() {
    return target.build(
        Commands.out(spec),
        (style, seed) ->
            DensePlan.defaults().withWidths(widths.toArray()).withStyle(style).withSeed(seed));
  }
}
