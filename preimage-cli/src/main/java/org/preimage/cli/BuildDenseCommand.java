package org.preimage.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.preimage.construction.DensePlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code preimage build dense}: one layer. */
@Command(
    name = "dense",
    description = "Makes one dense layer with ReLU.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Example:",
      "  preimage build dense --inputs 4 --outputs 10 --seed 1 -o layer.onnx"
    })
final class BuildDenseCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--inputs", paramLabel = "N", required = true, description = "Inputs n.")
  private int inputs;

  @Option(
      names = "--outputs",
      paramLabel = "M",
      required = true,
      description = "Outputs m, at least 2n.")
  private int outputs;

  @Mixin private final BuildTarget target = new BuildTarget();

  @Override
  public Integer call() {
    return target.build(
        Commands.out(spec),
        (style, seed) ->
            DensePlan.defaults().withWidths(inputs, outputs).withStyle(style).withSeed(seed));
  }
}
