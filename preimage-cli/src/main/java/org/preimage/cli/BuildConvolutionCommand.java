package org.preimage.cli;

import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.preimage.certificate.Indices;
import org.preimage.construction.BuildPlan;
import org.preimage.construction.ConvolutionPlan;
import org.preimage.construction.ConvolutionPlan.Direction;
import org.preimage.construction.LayerStyle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code preimage build convolution}: convolutions or transposed convolutions. */
@Command(
    name = "convolution",
    description =
        "Makes convolutions, each with ReLU. Half of the channels are an operator that is"
            + " one-to-one with its stride and padding (checked by its rank), the other half"
            + " negative multiples.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  preimage build convolution --channels 1,2 --size 8x8 --kernel 3x3 -o a.onnx",
      "  preimage build convolution --channels 1,8 --size 8x8 --kernel 2x2 \\",
      "    --stride 2x2 -o smaller.onnx",
      "  preimage build convolution --channels 8,4,2 --size 2x2 --kernel 4x4 \\",
      "    --stride 2x2 --transposed -o larger.onnx"
    })
final class BuildConvolutionCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--channels",
      paramLabel = "C,C",
      converter = ExtentsConverter.class,
      required = true,
      description = "Channels of the input and after each layer.")
  private Indices channels = Indices.of();

  @Option(
      names = "--size",
      paramLabel = "HxW",
      converter = ExtentsConverter.class,
      required = true,
      description = "Spatial size of the input, with any number of axes.")
  private Indices size = Indices.of();

  @Option(
      names = "--kernel",
      paramLabel = "HxW",
      converter = ExtentsConverter.class,
      required = true,
      description = "Spatial size of the kernels.")
  private Indices kernel = Indices.of();

  @Option(
      names = "--stride",
      paramLabel = "HxW",
      converter = ExtentsConverter.class,
      description = "Strides. Default: 1 along each axis.")
  private @Nullable Indices strides;

  @Option(
      names = "--padding",
      paramLabel = "HxW",
      converter = ExtentsConverter.class,
      description = "Zeros on both sides. Default: (k-1)/2, or (k-s)/2 if transposed.")
  private @Nullable Indices padding;

  @Option(
      names = "--transposed",
      description = "Transposed convolutions, which enlarge by the stride.")
  private boolean transposed;

  @Mixin private final BuildTarget target = new BuildTarget();

  @Override
  public Integer call() {
    return target.build(Commands.out(spec), this::plan);
  }

  private BuildPlan plan(LayerStyle style, long seed) {
    int[] ones = new int[size.size()];
    Arrays.fill(ones, 1);
    ConvolutionPlan plan =
        ConvolutionPlan.defaults()
            .withChannels(channels.toArray())
            .withSpace(size, kernel, strides == null ? Indices.of(ones) : strides)
            .withDirection(transposed ? Direction.TRANSPOSED : Direction.CONVOLUTION)
            .withStyle(style)
            .withSeed(seed);
    return padding == null ? plan : plan.withPads(padding.toArray());
  }
}
