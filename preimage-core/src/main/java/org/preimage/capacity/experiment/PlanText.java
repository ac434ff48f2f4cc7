package org.preimage.capacity.experiment;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.preimage.random.WeightEnsemble;

/**
 * Plans as text: a header, then one line for each part.
 *
 * <pre>
 * preimage sweep plan 1
 * experiment injectivity
 * weights gaussian
 * cells 2x4 2x6 3x9
 * trials 1000
 * seed 42
 * effort 300000
 * </pre>
 *
 * The order of the lines after the first is free, blank lines and what follows # are skipped, and
 * effort may be missing. What {@link #print} writes is the canonical text, which identifies a plan.
 */
public final class PlanText {
  private static final String HEADER = "preimage sweep plan 1";

  private final Map<String, String> parts = new TreeMap<>();

  private PlanText() {}

  /** The canonical text of a plan. */
  static String print(SweepPlan plan) {
    return """
        %s
        experiment %s
        weights %s
        cells %s
        trials %d
        seed %d
        effort %d
        """
        .formatted(
            HEADER,
            plan.experiment().label(),
            label(plan.weights()),
            plan.cells().stream().map(Cell::toString).collect(Collectors.joining(" ")),
            plan.trials(),
            plan.seed(),
            plan.effort());
  }

  /** The word for a law of weights: its name in lower case. */
  public static String label(WeightEnsemble weights) {
    return weights.name().toLowerCase(Locale.ROOT);
  }

  /**
   * The law of weights with this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static WeightEnsemble weights(String label) {
    return Arrays.stream(WeightEnsemble.values())
        .filter(weights -> label(weights).equals(label))
        .findAny()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Weights require one of the names %s but received \"%s\"."
                        .formatted(
                            Arrays.stream(WeightEnsemble.values())
                                .map(PlanText::label)
                                .collect(Collectors.joining(", ")),
                            label)));
  }

  /**
   * Reads a plan.
   *
   * @throws IllegalArgumentException if the text is not one; the message names the line
   */
  public static SweepPlan parse(String text) {
    PlanText reader = new PlanText();
    boolean begun = false;
    int number = 0;
    for (String raw : text.split("\\R", -1)) {
      number++;
      String line = raw.replaceFirst("#.*", "").strip();
      if (line.isEmpty()) {
        continue;
      }
      if (!begun) {
        requireHeader(line, number);
        begun = true;
      } else {
        reader.accept(line, number);
      }
    }
    if (!begun) {
      throw new IllegalArgumentException(
          "A plan requires \"%s\" in its first line but received an empty text.".formatted(HEADER));
    }
    return reader.plan();
  }

  private static void requireHeader(String line, int number) {
    if (!line.equals(HEADER)) {
      throw new IllegalArgumentException(
          "A plan requires \"%s\" in its first line but received \"%s\" (line %d)."
              .formatted(HEADER, line, number));
    }
  }

  private void accept(String line, int number) {
    String[] words = line.split("\\s+", 2);
    boolean known = words[0].matches("experiment|weights|cells|trials|seed|effort");
    if (!known || words.length < 2 || parts.put(words[0], words[1]) != null) {
      throw new IllegalArgumentException(
          ("A plan requires one line each for experiment, weights, cells, trials, seed and effort"
                  + " but received \"%s\" (line %d).")
              .formatted(line, number));
    }
  }

  private SweepPlan plan() {
    Experiment experiment = Experiment.of(part("experiment"));
    return new SweepPlan(
        experiment,
        weights(part("weights")),
        Arrays.stream(part("cells").split("\\s+")).map(Cell::parse).toList(),
        number("trials"),
        number("seed"),
        parts.containsKey("effort") ? number("effort") : experiment.usualEffort());
  }

  private String part(String name) {
    String value = parts.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "A plan requires a line \"%s …\" but received none.".formatted(name));
    }
    return value;
  }

  private long number(String name) {
    String value = part(name);
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "The line \"%s\" of a plan requires a whole number of 64 bits but received \"%s\"."
              .formatted(name, value),
          e);
    }
  }
}
