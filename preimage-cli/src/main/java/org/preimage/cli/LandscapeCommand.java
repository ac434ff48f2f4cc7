package org.preimage.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Indices;
import org.preimage.generative.Landscape;
import org.preimage.generative.LandscapeOptions;
import org.preimage.inversion.Evidence;
import org.preimage.inversion.ForwardModel;
import org.preimage.inversion.Generator;
import org.preimage.inversion.Measurement;
import org.preimage.inversion.TensorEngine;
import org.preimage.network.Network;
import org.preimage.onnx.ArrayFile;
import org.preimage.onnx.NumberArray;
import org.preimage.random.SeedStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code preimage landscape}: the cost of inversion around a code. */
@Command(
    name = "landscape",
    description = {
      "Draws the cost ½‖A(G(z) - G(z*))‖² of inversion on a plane through a code z*,",
      "and says where its minima on the grid are and whether the one at z* is flat.",
      "A flat minimum is mode collapse: many codes, one output."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  preimage landscape decoder.onnx -o landscape.png",
      "  preimage landscape decoder.onnx --mask random:0.5 --log -o half.png",
      "  preimage landscape deep.onnx --code z.npy --directions random --seed 3 \\",
      "    --span 5 --grid 201 -o costs.npy --json",
      "",
      "Exit codes: 0 done, 64 usage, 65 bad data, 66 missing input, 73 cannot write."
    })
final class LandscapeCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "The generator.")
  private Path model = Path.of("");

  @Option(
      names = "--code",
      paramLabel = "FILE",
      description = "The code z*, .npy or .csv. Default: drawn standard normal.")
  private @Nullable Path code;

  @Option(
      names = "--mask",
      paramLabel = "MASK",
      defaultValue = "all",
      description =
          "What is observed, as for preimage invert: random:P, pixels:P, top, bottom, left, right,"
              + " border, an image or a list of numbers. Default: ${DEFAULT-VALUE}.")
  private String mask = "all";

  @Option(
      names = "--image",
      paramLabel = "CxHxW",
      converter = ExtentsConverter.class,
      description = "Shape of the image that the outputs make. Default: the shape of the output.")
  private @Nullable Indices image;

  @Option(
      names = "--span",
      paramLabel = "R",
      defaultValue = "2",
      description = "From z* to each edge. Default: ${DEFAULT-VALUE}.")
  private double span = 2;

  @Option(
      names = "--grid",
      paramLabel = "K",
      defaultValue = "101",
      description = "Points a side, odd. Default: ${DEFAULT-VALUE}.")
  private int grid = 101;

  @Option(
      names = "--directions",
      paramLabel = "D",
      defaultValue = "axes",
      description =
          "axes: the first two latent coordinates; random: two orthonormal directions. Default:"
              + " ${DEFAULT-VALUE}.")
  private LandscapeOptions.Directions directions = LandscapeOptions.Directions.AXES;

  @Option(names = "--log", description = "Colours go with the logarithm of the cost.")
  private boolean logarithmic;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = ".png draws the map, .npy stores the costs. May be given twice.")
  private List<Path> outputs = List.of();

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Seed of every random choice. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--json", description = "Print one JSON object instead of text.")
  private boolean json;

  @Option(
      names = "--progress",
      negatable = true,
      description = "Show progress on stderr. Default: when stderr is a terminal.")
  private boolean progress = Boolean.getBoolean("preimage.terminal");

  @Override
  public Integer call() {
    outputs.forEach(LandscapeCommand::requireFits);
    LandscapeOptions options = options();
    Network network = InputFiles.model(model);
    Generator generator = InputFiles.generator(network);
    Optional<Picture> picture = ImageShape.of(network, image);
    Measurement measurement = MaskChoice.of(network, picture, mask, SeedStream.of(seed));
    double[] centre = centre(network);
    Landscape landscape = run(network, measurement, centre, options);
    outputs.forEach(file -> write(landscape, file));
    boolean proved =
        landscape.flat()
            && Evidence.pair(generator, measurement, centre, landscape.farthestTwin()).isPresent();
    LandscapeReport report =
        new LandscapeReport(model, network, mask, measurement, seed, landscape, proved);
    PrintWriter out = Commands.out(spec);
    if (json) {
      out.println(JsonText.print(report.json()));
    } else {
      report.lines().forEach(out::println);
      outputs.forEach(file -> out.println("Written: " + file));
    }
    return ExitCode.SUCCESS;
  }

  private Landscape run(
      Network network, Measurement measurement, double[] centre, LandscapeOptions options) {
    try (ForwardModel whole = TensorEngine.fastest().of(network)) {
      return ProgressLine.during(
          progress,
          spec,
          "landscape",
          told -> landscape(whole, measurement, centre, options, told));
    }
  }

  private static Landscape landscape(
      ForwardModel whole,
      Measurement measurement,
      double[] centre,
      LandscapeOptions options,
      DoubleConsumer told) {
    try {
      return Landscape.of(whole, measurement, centre, options, told);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.BAD_DATA, String.valueOf(e.getMessage()));
    }
  }

  private LandscapeOptions options() {
    try {
      return new LandscapeOptions(span, grid, directions, seed);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private double[] centre(Network network) {
    String word = code == null ? "1" : code.toString();
    List<double[]> codes =
        CodeChoice.of(network, word, Domain.wholeSpace(network.inputSize()), SeedStream.of(seed));
    if (codes.size() != 1) {
      throw new CommandException(
          ExitCode.BAD_DATA,
          "--code requires one code but %s has %d.".formatted(code, codes.size()));
    }
    return codes.get(0);
  }

  private void write(Landscape landscape, Path file) {
    if (OutputFile.ending(file).equals("npy")) {
      int side = landscape.options().grid();
      double[] flat =
          java.util.Arrays.stream(landscape.costs())
              .flatMapToDouble(java.util.Arrays::stream)
              .toArray();
      ArrayFile.writeNpy(
          file, NumberArray.of(Indices.of(side, side), flat), ArrayFile.Element.FLOAT64);
      return;
    }
    String title = "%s, %s observed".formatted(model.getFileName(), mask);
    new LandscapePicture(landscape, logarithmic).write(title, file);
  }

  private static void requireFits(Path file) {
    if (!List.of("png", "npy").contains(OutputFile.ending(file))) {
      throw new CommandException(
          ExitCode.USAGE,
          "--output requires a file that ends in .png or .npy but received %s.".formatted(file));
    }
  }
}
