package org.preimage.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.preimage.certify.DepthFinding;
import org.preimage.depth.HalfspaceDepth;

/** What {@code preimage depth --json} prints; described in docs/command-line.md. */
final class DepthJson {
  private DepthJson() {}

  static String of(DepthReport report) {
    DepthFinding finding = report.finding();
    ObjectNode json = RunJson.begin(report.model(), report.network(), report.interrupted());
    putLayer(json, finding.layers().get(0));
    ObjectNode certificate = json.withObject("/certificate");
    report.lowerFile().ifPresent(path -> certificate.put("file", path.toString()));
    report.upperFile().ifPresent(path -> certificate.put("upperFile", path.toString()));
    ArrayNode layers = json.putArray("layers");
    finding.layers().forEach(layer -> putLayer(layers.addObject(), layer));
    return RunJson.end(json, report.network(), report.options(), finding.effort());
  }

  private static void putLayer(ObjectNode node, DepthFinding.OfLayer layer) {
    node.put("layer", layer.outline().index());
    node.put("node", layer.outline().node());
    node.put("kind", layer.outline().kind());
    node.put("inputs", layer.outline().inputs());
    node.put("outputs", layer.outline().outputs());
    JsonText.put(node, "domain", layer.outline().domain());
    node.put("seconds", layer.seconds());
    node.put("meaning", layer.meaning().name());
    node.put("halfspaceDepth", layer.isHalfspaceDepth());
    ObjectNode depth = node.putObject("depth");
    ObjectNode certificate = node.putObject("certificate");
    certificate.put("accepted", layer.lower().isPresent());
    certificate.put("upperAccepted", layer.upper().isPresent());
    if (layer.depth().isEmpty()) {
      node.put("reason", layer.reason());
      return;
    }
    HalfspaceDepth.Result result = layer.depth().get();
    int m = layer.outline().outputs();
    depth.put("lower", result.lower());
    depth.put("upper", result.upper());
    depth.put("exact", result.exact());
    depth.put("lowerShare", (double) result.lower() / m);
    depth.put("upperShare", (double) result.upper() / m);
    depth.put("proof", result.how());
    layer.rowMargin().ifPresent(rows -> depth.put("rowsThatMayBeLost", rows));
    layer.weightMargin().ifPresent(margin -> depth.put("weightMargin", margin));
    result.upperProof().ifPresent(proof -> JsonText.put(depth, "point", proof.x().toDoubles()));
    if (!result.exact()) {
      node.put("reason", result.obstacle());
    }
  }
}
