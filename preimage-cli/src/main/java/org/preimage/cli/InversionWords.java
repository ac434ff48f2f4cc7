package org.preimage.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.preimage.certificate.Indices;
import org.preimage.inversion.Generator;
import org.preimage.inversion.InversionOptions;
import org.preimage.inversion.Loss;
import org.preimage.inversion.Measurement;
import org.preimage.inversion.Prior;
import org.preimage.network.Network;
import org.preimage.onnx.ArrayFile;
import org.preimage.random.SeedStream;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The words that say what is observed of a generator and how to look for the code. */
final class InversionWords {
  /** So few latent coordinates can be searched throughout. */
  private static final int SMALL = 8;

  private static final int MANY = 4096;

  @Parameters(paramLabel = "MODEL", description = "The generator.")
  private Path model = Path.of("");

  @Option(
      names = "--mask",
      paramLabel = "MASK",
      description =
          "What is observed: random[:SHARE] of the values, pixels[:SHARE], top, bottom, left, right[:SHARE], border[:PIXELS], the bright pixels of an image file, or the numbers of outputs in a .npy or .csv file. Default: all.")
  private @Nullable String mask;

  @Option(
      names = "--measure",
      paramLabel = "gaussian:M",
      description = "Observe M random combinations of all outputs instead.")
  private @Nullable String measure;

  @Option(
      names = "--noise",
      paramLabel = "SIGMA|dB",
      defaultValue = "0",
      description =
          "Deviation of the noise in each observed value, such as 0.05, or the ratio of signal and noise, such as 10dB. Default: none.")
  private String noise = "0";

  @Option(
      names = "--prior",
      paramLabel = "PRIOR",
      description =
          "What is known of codes: gaussian:LAMBDA adds LAMBDA/2·‖z‖² to the cost, box or box:A,B keeps coordinates in [-1, 1] or [A, B]. Default: the fit alone decides.")
  private @Nullable String prior;

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      defaultValue = "auto",
      description = "auto, layerwise, gauss-newton, homotopy or adam. Default: ${DEFAULT-VALUE}.")
  private String method = "auto";

  @Option(
      names = "--loss",
      paramLabel = "LOSS",
      defaultValue = "l2",
      description =
          "Which errors of the data are expected: l2 Gaussian noise, l1 a few outputs that are wrong by any amount, linf none larger than --noise. Default: ${DEFAULT-VALUE}.")
  private String loss = "l2";

  @Option(
      names = "--restarts",
      paramLabel = "K",
      description =
          "Most starts of one inversion. Default: 256; 4096 for up to 8 latent coordinates, where they search the whole space; 1 for adam.")
  private @Nullable Integer restarts;

  @Option(
      names = "--time-limit",
      paramLabel = "TIME",
      converter = DurationConverter.class,
      defaultValue = "60s",
      description =
          "Begin no further start of an inversion after this time. Default: ${DEFAULT-VALUE}.")
  private Duration timeLimit = Duration.ofMinutes(1);

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Seed of every random choice. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--image",
      paramLabel = "CxHxW",
      converter = ExtentsConverter.class,
      description = "Shape of the image that the outputs make. Default: the shape of the output.")
  private @Nullable Indices image;

  @Option(
      names = "--hold",
      paramLabel = "NAME=FILE",
      description = "Hold an input, such as the label of a conditional generator, at these values.")
  private List<String> held = List.of();

  /** The question that the words ask. */
  InversionQuestion question() {
    Network network = InputFiles.model(model);
    Optional<Picture> picture = ImageShape.of(network, image);
    Generator generator;
    try {
      generator = conditioned(network);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.BAD_DATA, String.valueOf(e.getMessage()));
    }
    return new InversionQuestion(
        model,
        generator,
        picture,
        measurement(network, picture),
        observedText(),
        NoiseWord.of(noise),
        options(generator));
  }

  private Generator conditioned(Network network) {
    Map<Integer, Path> files = NamedFile.assign("--hold", held, network.inputs());
    Generator generator = InputFiles.generator(network);
    // From the last one on, so that the numbers of the others stay as they are.
    for (int input = network.inputs().size() - 1; input >= 0; input--) {
      if (files.containsKey(input)) {
        Path file = InputFiles.require("input", files.get(input));
        generator = generator.conditionedOn(input, ArrayFile.read(file).values());
      }
    }
    return generator;
  }

  private Measurement measurement(Network network, Optional<Picture> picture) {
    int outputs = network.outputSize();
    if (measure == null) {
      return mask == null
          ? Measurement.all(outputs)
          : MaskChoice.of(network, picture, mask, SeedStream.of(seed));
    }
    if (mask != null) {
      throw usage("--measure requires all outputs but --mask received %s.".formatted(mask));
    }
    int rows = number("--measure", measure, "gaussian:");
    if (rows < 1 || (long) rows * outputs > 1 << 28) {
      throw usage(
          "--measure gaussian:M requires M from 1 to %d but received %d."
              .formatted((1 << 28) / outputs, rows));
    }
    return Measurement.gaussian(outputs, rows, SeedStream.of(seed));
  }

  private String observedText() {
    return measure != null ? measure : mask == null ? "all" : mask;
  }

  private InversionOptions options(Generator generator) {
    InversionOptions options = asked();
    if (restarts != null && restarts < 1) {
      throw usage("--restarts requires at least 1 but received " + restarts + ".");
    }
    if (restarts != null) {
      return options.withRestarts(restarts);
    }
    if (options.choice() == InversionOptions.Choice.ADAM) {
      return options.withRestarts(1);
    }
    return generator.latentSize() <= SMALL ? options.withRestarts(MANY) : options;
  }

  private InversionOptions asked() {
    InversionOptions options =
        InversionOptions.defaults()
            .withChoice(choice())
            .withPrior(prior())
            .withSeed(seed)
            .withSeconds(timeLimit.toNanos() * 1e-9);
    try {
      return options.withLoss(loss());
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
  }

  private Loss loss() {
    for (Loss known : Loss.values()) {
      if (known.name().toLowerCase(Locale.ROOT).equals(loss)) {
        return known;
      }
    }
    throw usage("--loss requires l2, l1 or linf but received %s.".formatted(loss));
  }

  private InversionOptions.Choice choice() {
    String name = method.toUpperCase(Locale.ROOT).replace('-', '_');
    for (InversionOptions.Choice choice : InversionOptions.Choice.values()) {
      if (choice.name().equals(name)) {
        return choice;
      }
    }
    throw usage(
        "--method requires auto, layerwise, gauss-newton, homotopy or adam but received %s."
            .formatted(method));
  }

  private Prior prior() {
    if (prior == null) {
      return new Prior.Flat();
    }
    try {
      if (prior.startsWith("gaussian:")) {
        return new Prior.Gaussian(Double.parseDouble(prior.substring("gaussian:".length())));
      }
      if (prior.equals("box")) {
        return new Prior.Box(-1, 1);
      }
      if (prior.startsWith("box:")) {
        String[] ends = prior.substring("box:".length()).split(",", 2);
        return new Prior.Box(
            Double.parseDouble(ends[0]), Double.parseDouble(ends.length < 2 ? "" : ends[1]));
      }
    } catch (NumberFormatException e) {
      throw usage("--prior requires numbers but received %s.".formatted(prior));
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
    throw usage(
        "--prior requires gaussian:LAMBDA, box or box:A,B but received %s.".formatted(prior));
  }

  private static int number(String option, String word, String prefix) {
    try {
      if (word.startsWith(prefix)) {
        return Integer.parseInt(word.substring(prefix.length()));
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw usage(
        "%s requires %sM with a whole number M but received %s.".formatted(option, prefix, word));
  }

  private static CommandException usage(String message) {
    return new CommandException(ExitCode.USAGE, message);
  }
}
