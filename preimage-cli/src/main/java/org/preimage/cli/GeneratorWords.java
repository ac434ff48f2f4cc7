package org.preimage.cli;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.preimage.certificate.Indices;
import org.preimage.generative.Activation;
import org.preimage.generative.GeneratorPlan;
import picocli.CommandLine.Option;

/** The words that describe the shape of a random generator; its weights' law is said elsewhere. */
final class GeneratorWords {
  @Option(
      names = "--channels",
      paramLabel = "N,C,C",
      converter = ExtentsConverter.class,
      description = "Channels of the code and after each layer. Default: 2,16,1.")
  private @Nullable Indices channels;

  @Option(
      names = "--size",
      paramLabel = "HxW",
      converter = ExtentsConverter.class,
      description = "Spatial size of the code, with any number of axes. Default: 1x1.")
  private @Nullable Indices size;

  @Option(
      names = "--kernel",
      paramLabel = "HxW",
      converter = ExtentsConverter.class,
      description = "Spatial size of the kernels. Default: 5 along each axis.")
  private @Nullable Indices kernel;

  @Option(
      names = "--stride",
      paramLabel = "HxW",
      converter = ExtentsConverter.class,
      description = "Strides. Default: 3 along each axis.")
  private @Nullable Indices stride;

  @Option(
      names = "--activation",
      paramLabel = "F",
      defaultValue = "relu",
      description =
          "relu, leaky-relu, sigmoid, tanh or identity, behind every layer. Default:"
              + " ${DEFAULT-VALUE}.")
  private String activation = "relu";

  @Option(
      names = "--last",
      paramLabel = "F",
      description = "Behind the last layer instead. Default: the same.")
  private @Nullable String last;

  /** Whether anything was said. */
  boolean given() {
    return channels != null || size != null || kernel != null || stride != null;
  }

  /** The plan that the words describe, with normal weights. */
  GeneratorPlan plan() {
    try {
      Indices space = size == null ? Indices.of(1, 1) : size;
      GeneratorPlan plan =
          GeneratorPlan.defaults()
              .withSpace(space, orAll(kernel, 5, space), orAll(stride, 3, space))
              .withActivations(
                  activation("--activation", activation),
                  last == null
                      ? activation("--activation", activation)
                      : activation("--last", last));
      return channels == null ? plan : plan.withChannels(channels.toArray());
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private static Indices orAll(@Nullable Indices given, int usual, Indices space) {
    if (given != null) {
      return given;
    }
    int[] all = new int[space.size()];
    Arrays.fill(all, usual);
    return Indices.of(all);
  }

  private static Activation activation(String option, String word) {
    for (Activation one : Activation.values()) {
      if (one.name().equals(word.toUpperCase(Locale.ROOT).replace('-', '_'))) {
        return one;
      }
    }
    throw new CommandException(
        ExitCode.USAGE,
        "%s requires relu, leaky-relu, sigmoid, tanh or identity but received %s."
            .formatted(option, word));
  }
}
