package org.preimage.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.preimage.capacity.experiment.Cell;
import org.preimage.capacity.experiment.Experiment;
import org.preimage.capacity.experiment.PlanText;
import org.preimage.capacity.experiment.SweepPlan;
import picocli.CommandLine.Option;

/** The options that describe a plan, or name a file that does. */
final class PlanChoice {
  @Option(
      names = "--plan",
      paramLabel = "FILE",
      description = "Read the plan from this file; the options below are then not allowed.")
  private @Nullable Path file;

  @Option(
      names = "--experiment",
      paramLabel = "NAME",
      description = "What is measured; see preimage sweep --help. Default: injectivity.")
  private @Nullable String experiment;

  @Option(
      names = "--cells",
      split = ",",
      paramLabel = "CELL",
      description = "Sizes, such as 2x8 or 2x8x12 (two layers), or 2 for smallest-rows.")
  private List<String> cells = new ArrayList<>();

  @Option(
      names = "--inputs",
      split = ",",
      paramLabel = "N",
      description = "Numbers of inputs; alone for smallest-rows, else with one of the next two.")
  private List<Integer> inputs = new ArrayList<>();

  @Option(names = "--rows", split = ",", paramLabel = "M", description = "Numbers of rows.")
  private List<Integer> rows = new ArrayList<>();

  @Option(
      names = "--expansivity",
      split = ",",
      paramLabel = "A",
      description = "Rows for each input, m/n; m is rounded.")
  private List<Double> expansivity = new ArrayList<>();

  @Option(
      names = "--rates",
      split = ",",
      paramLabel = "R",
      description =
          "Shares of the outputs that are observed, for recovery: 5x20x80 at 0.1 is 5x20x80@8.")
  private List<Double> rates = new ArrayList<>();

  @Option(
      names = "--weights",
      paramLabel = "LAW",
      description = "gaussian, uniform, signs or orthogonal. Default: gaussian.")
  private @Nullable String weights;

  @Option(names = "--trials", paramLabel = "T", description = "Trials a cell. Default: 100.")
  private @Nullable Long trials;

  @Option(names = "--seed", paramLabel = "S", description = "Root of all seeds. Default: 1.")
  private @Nullable Long seed;

  @Option(
      names = "--effort",
      paramLabel = "E",
      description =
          "Limit of each decision in units of work (cells and linear programs); the default depends on the experiment.")
  private @Nullable Long effort;

  /** The plan described, or nothing where no option was given. */
  Optional<SweepPlan> plan() {
    boolean described =
        experiment != null
            || weights != null
            || trials != null
            || seed != null
            || effort != null
            || !cells.isEmpty()
            || !inputs.isEmpty()
            || !rows.isEmpty()
            || !expansivity.isEmpty()
            || !rates.isEmpty();
    if (file != null && described) {
      throw usage("--plan requires to be the only description of the plan but received others.");
    }
    if (file != null) {
      return Optional.of(read(file));
    }
    try {
      return described ? Optional.of(described()) : Optional.empty();
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
  }

  /** The same, required. */
  SweepPlan required() {
    return plan().orElseThrow(() -> usage("a plan requires --plan FILE or --inputs or --cells."));
  }

  private static SweepPlan read(Path file) {
    try {
      return PlanText.parse(Files.readString(InputFiles.require("plan", file)));
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.BAD_DATA, file + ": " + e.getMessage());
    } catch (IOException e) {
      throw new CommandException(ExitCode.NO_INPUT, "a plan requires a readable file but " + e);
    }
  }

  private SweepPlan described() {
    Experiment chosen = Experiment.of(experiment == null ? "injectivity" : experiment);
    return new SweepPlan(
        chosen,
        PlanText.weights(weights == null ? "gaussian" : weights),
        listed(),
        trials == null ? 100 : trials,
        seed == null ? 1 : seed,
        effort == null ? chosen.usualEffort() : effort);
  }

  private List<Cell> listed() {
    List<Cell> all = new ArrayList<>(cells.stream().map(Cell::parse).toList());
    for (int n : inputs) {
      if (rows.isEmpty() && expansivity.isEmpty()) {
        all.add(Cell.of(n));
      }
      rows.forEach(m -> all.add(Cell.of(n, m)));
      expansivity.forEach(a -> all.add(Cell.atExpansivity(n, a)));
    }
    if (inputs.isEmpty() && !(rows.isEmpty() && expansivity.isEmpty())) {
      throw usage("--rows and --expansivity require --inputs.");
    }
    return all.stream()
        .flatMap(cell -> rates.isEmpty() ? Stream.of(cell) : rates.stream().map(cell::observedAt))
        .distinct()
        .toList();
  }

  private static CommandException usage(String message) {
    return new CommandException(ExitCode.USAGE, message);
  }
}
