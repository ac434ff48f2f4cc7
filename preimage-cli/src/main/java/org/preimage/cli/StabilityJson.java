package org.preimage.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.preimage.certify.StabilityFinding;
import org.preimage.stability.LayerStability;
import org.preimage.stability.Segment;

/** What {@code preimage stability --json} prints; described in docs/command-line.md. */
final class StabilityJson {
  private StabilityJson() {}

  static String of(StabilityReport report) {
    StabilityFinding finding = report.finding();
    ObjectNode json = RunJson.begin(report.model(), report.network(), report.interrupted());
    putLayer(json, finding.layers().get(0));
    report
        .certificate()
        .ifPresent(path -> json.withObject("/certificate").put("file", path.toString()));
    ArrayNode layers = json.putArray("layers");
    finding.layers().forEach(layer -> putLayer(layers.addObject(), layer));
    ObjectNode network = json.putObject("product");
    JsonText.put(network, "lower", finding.lowerProduct());
    JsonText.put(network, "lipschitz", finding.lipschitzProduct());
    return RunJson.end(json, report.network(), report.options(), finding.effort());
  }

  private static void putLayer(ObjectNode node, StabilityFinding.OfLayer layer) {
    node.put("layer", layer.outline().index());
    node.put("kind", layer.outline().kind());
    node.put("inputs", layer.outline().inputs());
    node.put("outputs", layer.outline().outputs());
    JsonText.put(node, "domain", layer.outline().domain());
    node.put("seconds", layer.seconds());
    if (layer.stability().isEmpty()) {
      node.put("reason", layer.reason());
    }
    ObjectNode a = node.putObject("A");
    ObjectNode kappa = node.putObject("kappa");
    ObjectNode certificate = node.putObject("certificate");
    certificate.put("accepted", layer.lower().isPresent());
    certificate.put("upperAccepted", layer.upper().isPresent());
    layer.stability().ifPresent(stability -> put(node, a, kappa, stability));
    layer.segment().ifPresent(segment -> put(node.putObject("compare"), segment));
  }

  private static void put(
      ObjectNode node, ObjectNode a, ObjectNode kappa, LayerStability stability) {
    JsonText.put(a, "lower", stability.frame().lower());
    JsonText.put(a, "upper", stability.frame().upper());
    a.put("optimal", stability.frame().tight());
    if (!stability.frame().obstacle().isEmpty()) {
      node.put("reason", stability.frame().obstacle());
    }
    JsonText.put(a, "point", stability.frame().point());
    JsonText.put(a, "direction", stability.frame().direction());
    JsonText.put(kappa, "lower", stability.kappaLower());
    JsonText.put(kappa, "upper", stability.kappaUpper());
    stability.closedForm().ifPresent(value -> kappa.put("closedForm", value));
    kappa.put("olderFigure", stability.olderFigure());
    JsonText.put(node, "lipschitz", stability.lipschitz());
    node.put("leastSlope", stability.leastSlope());
    node.put("rowsThatMayBeLost", stability.rowsThatMayBeLost());
    ObjectNode pair = node.putObject("worstPair");
    JsonText.put(pair, "ratio", stability.worstPair().ratio());
    JsonText.put(pair, "x", stability.worstPair().x());
    JsonText.put(pair, "y", stability.worstPair().y());
  }

  private static void put(ObjectNode node, Segment segment) {
    JsonText.put(node, "ratio", segment.ratio());
    JsonText.put(node, "pointwiseBound", segment.pointwiseBound());
    ArrayNode cells = node.putArray("cells");
    for (Segment.Cell cell : segment.cells()) {
      cells
          .addObject()
          .put("from", cell.from())
          .put("to", cell.to())
          .put("activeRows", cell.activeRows())
          .put("smallestSingularValue", cell.smallest());
    }
  }
}
