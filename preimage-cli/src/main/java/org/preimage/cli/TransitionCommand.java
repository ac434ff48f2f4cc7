package org.preimage.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;
import org.preimage.certificate.Indices;
import org.preimage.generative.GeneratorPlan;
import org.preimage.generative.Transition;
import org.preimage.generative.TransitionPlan;
import org.preimage.inversion.InversionOptions;
import org.preimage.inversion.MaskFamily;
import org.preimage.inversion.TensorEngine;
import org.preimage.network.Network;
import org.preimage.random.SeedStream;
import org.preimage.random.WeightEnsemble;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code preimage transition}: how often codes are recovered against what is observed. */
@Command(
    name = "transition",
    description = {
      "Measures how often codes are recovered exactly against the share of the image",
      "that is observed, for several families of masks: of one generator, or of random",
      "ones, drawn afresh in every trial."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  preimage transition decoder.onnx --trials 100 --plot curves.png",
      "  preimage transition --channels 10,32,1 --weights gaussian,uniform,signs \\",
      "    --masks random --rates 0.01,0.02,0.05,0.1,0.2 --json",
      "",
      "A code is determined where the observed Jacobian has full rank; only then is it",
      "looked for. It is recovered when the relative error is below 1e-6.",
      "",
      "Exit codes: 0 done, 64 usage, 65 bad data, 73 cannot write, 130 Ctrl-C."
    })
final class TransitionCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "MODEL",
      arity = "0..1",
      description = "The generator. Without one, random generators as described below.")
  private @Nullable Path model;

  @Mixin private GeneratorWords words = new GeneratorWords();

  @Option(
      names = "--weights",
      paramLabel = "LAW",
      split = ",",
      description =
          "Laws of the weights of random generators: gaussian, uniform, signs, orthogonal,"
              + " positive. Default: gaussian.")
  private List<WeightEnsemble> weights = new ArrayList<>();

  @Option(
      names = "--masks",
      paramLabel = "MASK",
      split = ",",
      description =
          "Families of masks: random, pixels, top, bottom, left, right, border. Default:"
              + " random,top,left.")
  private List<MaskFamily> masks = new ArrayList<>();

  @Option(
      names = "--rates",
      paramLabel = "R",
      split = ",",
      description = "Shares of the image that are observed. Default: 12 from 0.01 to 1.")
  private List<Double> rates = new ArrayList<>();

  @Option(
      names = "--image",
      paramLabel = "CxHxW",
      converter = ExtentsConverter.class,
      description = "Shape of the image that the outputs make. Default: the shape of the output.")
  private @Nullable Indices image;

  @Option(
      names = "--trials",
      paramLabel = "T",
      defaultValue = "50",
      description = "Codes a point. Default: ${DEFAULT-VALUE}.")
  private int trials = 50;

  @Option(
      names = "--restarts",
      paramLabel = "K",
      defaultValue = "32",
      description = "Most starts of one inversion. Default: ${DEFAULT-VALUE}.")
  private int restarts = 32;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Seed of every random choice. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--plot", paramLabel = "FILE", description = "Draw the curves: .png or .svg.")
  private @Nullable Path plot;

  @Option(names = "--json", description = "Print one JSON object instead of text.")
  private boolean json;

  @Option(
      names = "--progress",
      negatable = true,
      description = "Show progress on stderr. Default: when stderr is a terminal.")
  private boolean progress = Boolean.getBoolean("preimage.terminal");

  @Override
  public Integer call() {
    if (plot != null) {
      LinePlot.requireFits(plot);
    }
    if (model != null && (words.given() || !weights.isEmpty())) {
      throw new CommandException(
          ExitCode.USAGE,
          "random generators require that no model is given but received %s.".formatted(model));
    }
    TransitionPlan plan = plan();
    List<TransitionReport.Curves> curves =
        ProgressLine.during(progress, spec, "inverting", told -> run(plan, told));
    // Read before anything is written: channels close under an interrupted thread.
    boolean interrupted = Thread.interrupted();
    TransitionReport report = new TransitionReport(subject(), plan, curves, interrupted);
    if (plot != null) {
      report.plot().write(plot);
    }
    PrintWriter out = Commands.out(spec);
    if (json) {
      out.println(JsonText.print(report.json()));
    } else {
      report.lines().forEach(out::println);
    }
    return interrupted ? ExitCode.INTERRUPTED : ExitCode.SUCCESS;
  }

  private TransitionPlan plan() {
    try {
      TransitionPlan plan =
          TransitionPlan.defaults()
              .withTrials(trials)
              .withOptions(InversionOptions.defaults().withRestarts(restarts).withSeed(seed));
      plan = masks.isEmpty() ? plan : plan.withFamilies(masks);
      return rates.isEmpty() ? plan : plan.withRates(rates);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private List<TransitionReport.Curves> run(TransitionPlan plan, DoubleConsumer told) {
    try {
      if (model != null) {
        Network network = InputFiles.model(model);
        return List.of(new TransitionReport.Curves("", measured(plan, s -> network, told)));
      }
      List<TransitionReport.Curves> curves = new ArrayList<>();
      List<WeightEnsemble> laws = weights.isEmpty() ? List.of(WeightEnsemble.GAUSSIAN) : weights;
      GeneratorPlan shape = words.plan();
      for (int k = 0; k < laws.size() && !Thread.currentThread().isInterrupted(); k++) {
        GeneratorPlan drawn = shape.withLaw(laws.get(k));
        int done = k;
        curves.add(
            new TransitionReport.Curves(
                drawn.law().name().toLowerCase(Locale.ROOT),
                measured(plan, drawn::draw, share -> told.accept((done + share) / laws.size()))));
      }
      return curves;
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.BAD_DATA, String.valueOf(e.getMessage()));
    }
  }

  private Transition measured(TransitionPlan plan, Transition.Source source, DoubleConsumer told) {
    Network sample = source.draw(SeedStream.of(plan.options().seed()));
    return Transition.run(source, image(sample), TensorEngine.fastest(), plan, told);
  }

  private Indices image(Network network) {
    Picture picture =
        ImageShape.of(network, image)
            .orElseThrow(
                () ->
                    new CommandException(
                        ExitCode.BAD_DATA,
                        "a transition requires outputs that make an image but %s has %d values.%nMaybe say --image 1xHxW."
                            .formatted(network.name(), network.outputSize())));
    return Indices.of(picture.channels(), picture.height(), picture.width());
  }

  private String subject() {
    return model == null ? "random " + words.plan().shape() : model.toString();
  }
}
