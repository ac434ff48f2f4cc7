package org.preimage.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.preimage.generative.Landscape;
import org.preimage.inversion.Measurement;
import org.preimage.network.Network;

/**
 * What {@code preimage landscape} says.
 *
 * @param proved whether the exact checker accepted that z* and the farthest code of its flat
 *     minimum have one output
 */
record LandscapeReport(
    Path model,
    Network network,
    String mask,
    Measurement measurement,
    long seed,
    Landscape landscape,
    boolean proved) {
  private static final int SHOWN = 10;

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: cost at %s codes around %s, %d of %d outputs observed (%s)"
            .formatted(
                model,
                NumberText.count((long) landscape.options().grid() * landscape.options().grid()),
                NumberText.vector(landscape.centre()),
                measurement.size(),
                measurement.outputSize(),
                mask));
    lines.add("");
    TextTable table = new TextTable("rrrrl");
    table.add("cost", "first", "second", "points", "");
    List<Landscape.Minimum> minima = landscape.minima();
    for (Landscape.Minimum minimum : minima.subList(0, Math.min(SHOWN, minima.size()))) {
      table.add(
          NumberText.brief(minimum.cost()),
          NumberText.brief(minimum.first()),
          NumberText.brief(minimum.second()),
          NumberText.count(minimum.points()),
          note(minimum));
    }
    lines.add("Minima on the grid, by offset from z*:");
    lines.addAll(table.lines());
    if (minima.size() > SHOWN) {
      lines.add("and " + (minima.size() - SHOWN) + " more");
    }
    lines.add("");
    lines.add(sentence());
    return lines;
  }

  private static String note(Landscape.Minimum minimum) {
    if (minimum.atCentre()) {
      return minimum.points() > 1 ? "z*, flat" : "z*";
    }
    return minimum.atEdge() ? "at the edge" : minimum.points() > 1 ? "flat" : "";
  }

  /** How many minima there are besides z* that the edge does not cut. */
  private long others() {
    return landscape.minima().stream().filter(m -> !m.atEdge() && !m.atCentre()).count();
  }

  private String sentence() {
    String level =
        landscape.levelShare() > 0
            ? String.format(
                Locale.ROOT,
                " The cost is level on %.1f %% of the grid.",
                100 * landscape.levelShare())
            : "";
    if (landscape.flat()) {
      return "Flat minimum: other codes have the observed output of z*%s.%s"
          .formatted(
              proved
                  ? " (shown by an exact pair that the checker accepted)"
                  : ", up to rounding (no exact pair was found)",
              level);
    }
    return (others() == 0
            ? "No minimum besides z* inside the grid."
            : "%s inside the grid besides z*."
                .formatted(others() == 1 ? "1 minimum" : others() + " minima"))
        + level;
  }

  ObjectNode json() {
    ObjectNode json = JsonText.object();
    json.put("model", model.toString()).put("modelSha256", network.digest());
    json.put("observed", mask);
    json.put("values", measurement.size()).put("outputs", measurement.outputSize());
    JsonText.put(json, "code", landscape.centre());
    json.put("span", landscape.options().span()).put("grid", landscape.options().grid());
    json.put("directions", landscape.options().directions().name().toLowerCase(Locale.ROOT));
    ArrayNode minima = json.putArray("minima");
    for (Landscape.Minimum minimum : landscape.minima()) {
      ObjectNode one = minima.addObject();
      one.put("cost", minimum.cost());
      one.put("first", minimum.first()).put("second", minimum.second());
      one.put("points", minimum.points());
      one.put("atEdge", minimum.atEdge()).put("atCode", minimum.atCentre());
    }
    json.put("otherMinima", others());
    json.put("flat", landscape.flat());
    json.put("flatProved", proved);
    json.put("levelShare", landscape.levelShare());
    json.put("seed", seed).put("version", Version.text());
    return json;
  }
}
