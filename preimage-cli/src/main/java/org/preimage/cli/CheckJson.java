package org.preimage.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.preimage.certify.Collision;
import org.preimage.certify.LayerFinding;
import org.preimage.certify.NetworkFinding;
import org.preimage.certify.Verdict;

/** What {@code preimage check --json} prints; described in docs/command-line.md. */
final class CheckJson {
  private CheckJson() {}

  static String of(CheckReport report) {
    NetworkFinding finding = report.finding();
    ObjectNode json = JsonText.object();
    putVerdict(json, finding.verdict());
    json.put("sentence", finding.sentence());
    if (finding.verdict() instanceof Verdict.Undecided undecided) {
      json.put("reason", undecided.reason());
    }
    json.put("interrupted", report.interrupted());
    json.put("model", report.model().toString());
    json.put("modelSha256", report.network().digest());
    JsonText.put(json, "domain", finding.domain());
    ArrayNode layers = json.putArray("layers");
    finding.layers().forEach(layer -> putLayer(layers.addObject(), layer));
    putCertificate(json, report);
    putCollision(json, report);
    RunJson.putEffort(json, finding.effort());
    JsonText.put(json, "assumptions", report.assumptions());
    json.put("seed", report.options().seed());
    json.put("threads", report.options().threads());
    json.put("timeLimit", report.options().timeLimit().toMillis() / 1000.0);
    json.put("version", Version.text());
    return JsonText.print(json);
  }

  private static void putVerdict(ObjectNode json, Verdict verdict) {
    json.put("verdict", verdict.label());
    if (verdict instanceof Verdict.Injective injective) {
      json.put("assumesGeneralPosition", injective.assumesGeneralPosition());
    }
  }

  private static void putLayer(ObjectNode json, LayerFinding layer) {
    json.put("index", layer.index());
    json.put("node", layer.node());
    json.put("kind", layer.kind());
    json.put("inputs", layer.inputs());
    json.put("outputs", layer.outputs());
    json.put("expansivity", layer.expansivity());
    json.put("domain", DomainText.of(layer.domain()));
    JsonText.put(json, "fewestActive", layer.fewestActive());
    JsonText.put(json, "activeRowMargin", layer.activeRowMargin());
    putVerdict(json, layer.verdict());
    json.put("evidence", layer.evidence());
    json.put("seconds", layer.seconds());
  }

  private static void putCertificate(ObjectNode json, CheckReport report) {
    if (report.certificate().isEmpty()) {
      json.putNull("certificate");
      return;
    }
    json.putObject("certificate")
        .put("path", report.certificate().get().toString())
        .put("accepted", true);
  }

  private static void putCollision(ObjectNode json, CheckReport report) {
    if (report.collision().isEmpty()) {
      json.putNull("collision");
      return;
    }
    Collision collision = report.collision().get();
    ObjectNode child = json.putObject("collision");
    JsonText.put(child, "x", collision.roundedX().toArray());
    JsonText.put(child, "y", collision.roundedY().toArray());
    child.put("exact", report.exactCollision());
    JsonText.put(child, "distance", collision.distance());
    JsonText.put(child, "outputDistance", collision.outputDistance());
    report.picture().ifPresent(picture -> child.put("picture", picture.toString()));
  }
}
