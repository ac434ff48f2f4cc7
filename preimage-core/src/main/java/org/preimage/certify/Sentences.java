package org.preimage.certify;

import java.util.List;
import java.util.SortedMap;
import java.util.StringJoiner;

/** Verdicts in words a practitioner understands. */
final class Sentences {
  private static final String COLLIDES = "Different inputs give the same output: ";

  private Sentences() {}

  /** An answer that rests on general position says so in the sentence itself. */
  static String injective(List<LayerFinding> layers, boolean assumesGeneralPosition) {
    String why =
        switch (layers.size()) {
          case 0 -> "it only rearranges, rescales or shifts its inputs.";
          case 1 -> "its layer is injective (" + layers.get(0).evidence() + ").";
          default ->
              layers.stream().allMatch(l -> l.verdict() instanceof Verdict.Injective)
                  ? "each of its " + layers.size() + " layers is injective."
                  : "the layers on one path from input to output are injective.";
        };
    return (assumesGeneralPosition
            ? "Assuming general position, every input has its own output: "
            : "Every input has its own output: ")
        + why;
  }

  /** The assumption behind a proof that counts rows. */
  static String generalPosition() {
    return "General position: in each layer proved by counting active rows, every n rows are "
        + "linearly independent. Random choices of rows were; all choices are too many to check.";
  }

  static String narrow(String where, int values, int inputs) {
    return COLLIDES
        + "everything passes through "
        + (values == 1 ? "one value" : values + " values")
        + " at "
        + where
        + ", fewer than the "
        + inputs
        + " inputs.";
  }

  static String firstLayer(String evidence) {
    return COLLIDES + "the first layer already maps them to the same values (" + evidence + ").";
  }

  static String fewActive(int active, int units, String where, int inputs) {
    return COLLIDES
        + "at the point found only "
        + active
        + " of "
        + units
        + " units of "
        + where
        + " are active, fewer than the "
        + inputs
        + " inputs.";
  }

  static String deficientJacobian(int inputs) {
    return COLLIDES
        + "near the point found the network does not change in one direction (its Jacobian has rank "
        + "below "
        + inputs
        + ").";
  }

  static String fold() {
    return COLLIDES + "the images of two regions, each mapped one-to-one, cross.";
  }

  /** What a certificate about one layer must say, since it names the model of the whole network. */
  static String layerAlone(Stage stage) {
    return "This is about layer "
        + stage.index()
        + " of the network alone ("
        + stage.kind()
        + ", "
        + stage.inputs()
        + " to "
        + stage.outputs()
        + "), not about the whole network.";
  }

  static String oneLayer(LayerFinding layer) {
    String answer =
        layer.verdict() instanceof Verdict.Injective injective
            ? injective.assumesGeneralPosition()
                ? " is injective on its domain, assuming general position: "
                : " is injective on its domain: "
            : layer.verdict() instanceof Verdict.NotInjective
                ? " is not injective on its domain: "
                : " is open on its domain: ";
    return "Layer " + layer.index() + " (" + layer.kind() + ")" + answer + layer.evidence() + ".";
  }

  /**
   * What is missing for each layer.
   *
   * @param fewest for each ReLU node on the way, the fewest active units met, by its label
   * @param memoryRanOut whether a search ended at the memory limit
   */
  static String undecided(
      List<LayerFinding> layers,
      SortedMap<String, Integer> fewest,
      int inputs,
      boolean timeOver,
      boolean memoryRanOut) {
    StringJoiner missing = new StringJoiner("; ");
    for (LayerFinding layer : layers) {
      if (!(layer.verdict() instanceof Verdict.Injective)) {
        missing.add(
            "layer "
                + layer.index()
                + (layer.verdict() instanceof Verdict.NotInjective
                    ? " alone is not injective ("
                    : " is open (")
                + layer.evidence()
                + ")");
      }
    }
    fewest.forEach(
        (label, active) ->
            missing.add(
                "the worst point found has "
                    + active
                    + " active units at "
                    + label
                    + ", and fewer than "
                    + inputs
                    + " would decide"));
    return (timeOver
            ? "Neither proof was found within the time limit: "
            : "Neither proof was found: ")
        + (missing.length() == 0 ? "no layer could be examined" : missing)
        + ".\nMaybe "
        + (memoryRanOut ? "raise --memory-limit, " : "")
        + "allow more time with --time-limit, or restrict the inputs with --box.";
  }
}
