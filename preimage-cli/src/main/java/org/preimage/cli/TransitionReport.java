package org.preimage.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.preimage.capacity.estimate.Interval;
import org.preimage.capacity.estimate.Proportion;
import org.preimage.generative.Transition;
import org.preimage.generative.Transition.Point;
import org.preimage.generative.TransitionPlan;
import org.preimage.inversion.MaskFamily;

/**
 * What {@code preimage transition} says.
 *
 * @param subject the generators
 * @param curves one a law of the weights
 */
record TransitionReport(
    String subject, TransitionPlan plan, List<Curves> curves, boolean interrupted) {
  private static final double CONFIDENCE = 0.95;

  /** More intervals and dashes make a picture that nobody reads. */
  private static final int MOST_WITH_DETAILS = 6;

  /**
   * The curves of one kind of generator.
   *
   * @param law name of the weights' law; empty for a given model
   */
  record Curves(String law, Transition transition) {
    private String name(MaskFamily family) {
      String mask = family.name().toLowerCase(Locale.ROOT);
      return law.isEmpty() ? mask : law + ", " + mask;
    }
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    int trials = curves.stream().mapToInt(c -> c.transition().trials()).max().orElse(0);
    lines.add(
        "%s: %s a point, seed %d%s"
            .formatted(
                subject,
                NumberText.counted(trials, "code"),
                plan.options().seed(),
                interrupted ? " (stopped early)" : ""));
    lines.add("");
    TextTable table = new TextTable("lrrrrl");
    table.add("masks", "rate", "values", "determined", "recovered", "95 %");
    for (Curves one : curves) {
      for (Point point : one.transition().points()) {
        Interval interval = point.recovered().wilson(CONFIDENCE);
        table.add(
            one.name(point.family()),
            NumberText.shortest(point.rate()),
            Integer.toString(point.values()),
            percent(point.determined().estimate()),
            percent(point.recovered().estimate()),
            percent(interval.lower()) + " to " + percent(interval.upper()));
      }
    }
    lines.addAll(table.lines());
    return lines;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  LinePlot plot() {
    LinePlot plot =
        new LinePlot(
                "Exact recovery: " + subject.replaceFirst(", code.*", ""),
                "share observed",
                "share of codes recovered (95 % interval)")
            .withLogarithmicX();
    int drawn = curves.size() * plan.families().size();
    for (Curves one : curves) {
      for (MaskFamily family : plan.families()) {
        List<Point> curve = one.transition().curve(family);
        double[] rates = values(curve, Point::rate);
        plot.line(one.name(family), rates, values(curve, p -> p.recovered().estimate()));
        if (drawn > MOST_WITH_DETAILS) {
          continue;
        }
        plot.between(
            rates,
            values(curve, p -> p.recovered().wilson(CONFIDENCE).lower()),
            values(curve, p -> p.recovered().wilson(CONFIDENCE).upper()));
        if (curve.stream().anyMatch(p -> !p.determined().equals(p.recovered()))) {
          plot.companion(
              one.name(family) + " determined",
              rates,
              values(curve, p -> p.determined().estimate()));
        }
      }
    }
    return plot;
  }

  private static double[] values(List<Point> curve, ToDoubleFunction<Point> value) {
    return curve.stream().mapToDouble(value).toArray();
  }

  ObjectNode json() {
    ObjectNode json = JsonText.object();
    json.put("generators", subject);
    ArrayNode all = json.putArray("curves");
    for (Curves one : curves) {
      for (MaskFamily family : plan.families()) {
        ObjectNode curve = all.addObject();
        if (!one.law().isEmpty()) {
          curve.put("weights", one.law());
        }
        curve.put("mask", family.name().toLowerCase(Locale.ROOT));
        curve.put("trials", one.transition().trials());
        ArrayNode points = curve.putArray("points");
        for (Point point : one.transition().curve(family)) {
          ObjectNode node = points.addObject();
          node.put("rate", point.rate()).put("values", point.values());
          put(node, "determined", point.determined());
          put(node, "recovered", point.recovered());
        }
      }
    }
    json.put("restarts", plan.options().restarts()).put("seed", plan.options().seed());
    json.put("interrupted", interrupted).put("version", Version.text());
    return json;
  }

  private static void put(ObjectNode node, String name, Proportion share) {
    ObjectNode child = node.putObject(name);
    child.put("count", share.successes());
    JsonText.put(child, "share", share.estimate());
    Interval interval = share.wilson(CONFIDENCE);
    child.put("lower", interval.lower()).put("upper", interval.upper());
  }
}
