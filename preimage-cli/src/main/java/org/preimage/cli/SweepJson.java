package org.preimage.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.preimage.capacity.estimate.CellEstimate;
import org.preimage.capacity.estimate.CodeProbability;
import org.preimage.capacity.estimate.Interval;
import org.preimage.capacity.estimate.LayerProbability;
import org.preimage.capacity.estimate.LogisticFit;
import org.preimage.capacity.estimate.Proportion;
import org.preimage.capacity.estimate.Sample;
import org.preimage.capacity.experiment.Experiment;
import org.preimage.capacity.experiment.PlanText;
import org.preimage.capacity.experiment.SweepPlan;
import org.preimage.random.WeightEnsemble;

/** What {@code preimage sweep --json} prints; described in docs/sweep.md. */
final class SweepJson {
  private SweepJson() {}

  static String of(SweepReport report) {
    SweepPlan plan = report.estimate().plan();
    ObjectNode json = JsonText.object();
    json.put("store", report.file().toString());
    json.put("experiment", plan.experiment().label())
        .put("weights", PlanText.label(plan.weights()))
        .put("trialsPerCell", plan.trials())
        .put("seed", plan.seed())
        .put("effort", plan.effort())
        .put("plan", plan.toString())
        .put("planSha256", plan.digest())
        .put("finished", report.finished())
        .put("total", report.total())
        .put("interrupted", report.interrupted())
        .put("confidence", SweepReport.CONFIDENCE);
    ArrayNode cells = json.putArray("cells");
    report.estimate().cells().forEach(each -> put(cells.addObject(), plan, each));
    ArrayNode transitions = json.putArray("transitions");
    report
        .estimate()
        .transitions()
        .forEach((n, fit) -> put(transitions.addObject().put("inputs", n), fit));
    for (String name : List.of("determined", "recovered")) {
      report
          .estimate()
          .recoveries(name)
          .forEach(
              (network, fit) ->
                  put(
                      transitions.addObject().put("network", network.toString()).put("share", name),
                      fit));
    }
    report
        .estimate()
        .finiteSize()
        .ifPresent(
            fit ->
                json.putObject("finiteSize")
                    .put("limit", fit.limit())
                    .put("limitError", fit.limitError())
                    .put("slope", fit.slope())
                    .put("chiSquare", fit.chiSquare()));
    json.put("version", Version.text());
    return JsonText.print(json);
  }

  private static void put(ObjectNode node, SweepPlan plan, CellEstimate each) {
    node.put("cell", each.cell().toString()).put("inputs", each.cell().inputs());
    ArrayNode widths = node.putArray("widths");
    each.cell().widths().forEach(widths::add);
    if (each.cell().observed() > 0) {
      node.put("observed", each.cell().observed());
    }
    node.put("trials", each.trials())
        .put("injective", each.injective())
        .put("notInjective", each.notInjective())
        .put("undecided", each.undecided())
        .put("overdue", each.overdue())
        .put("seconds", each.seconds());
    if (plan.experiment() == Experiment.RECOVERY) {
      put(node, each, "determined");
      put(node, each, "recovered");
      if (plan.weights() != WeightEnsemble.SIGNS) {
        node.put("determinedProbability", CodeProbability.determined(each.cell()));
      }
    }
    if (plan.experiment() == Experiment.INJECTIVITY) {
      node.put("share", each.provedInjective().estimate());
      put(node, "wilson", each.wilson(SweepReport.CONFIDENCE));
      put(node, "clopperPearson", each.clopperPearson(SweepReport.CONFIDENCE));
      theory(node, plan, each);
    }
    ObjectNode numbers = node.putObject("numbers");
    each.numbers().forEach((name, sample) -> put(numbers.putObject(name), sample));
  }

  private static void put(ObjectNode node, CellEstimate each, String name) {
    Proportion share = each.share(name);
    put(
        node.putObject(name).put("share", share.estimate()),
        "wilson",
        share.wilson(SweepReport.CONFIDENCE));
  }

  private static void put(ObjectNode node, LogisticFit fit) {
    node.put("midpoint", fit.midpoint())
        .put("midpointError", fit.midpointError())
        .put("width", fit.width())
        .put("widthError", fit.widthError());
  }

  private static void theory(ObjectNode node, SweepPlan plan, CellEstimate each) {
    if (plan.weights() != WeightEnsemble.SIGNS) {
      int n = each.cell().inputs();
      int m = each.cell().rows();
      LayerProbability.exact(n, m).ifPresent(value -> node.put("exactProbability", value));
      node.put("probabilityAtLeast", LayerProbability.lowerBound(n, m));
    }
  }

  private static void put(ObjectNode node, Sample sample) {
    node.put("trials", sample.size())
        .put("mean", sample.mean())
        .put("standardDeviation", sample.standardDeviation())
        .put("median", sample.median())
        .put("least", sample.least())
        .put("greatest", sample.greatest());
    put(node, "medianInterval", sample.medianInterval(SweepReport.CONFIDENCE));
  }

  private static void put(ObjectNode node, String name, Interval interval) {
    JsonText.put(node, name, new double[] {interval.lower(), interval.upper()});
  }
}
