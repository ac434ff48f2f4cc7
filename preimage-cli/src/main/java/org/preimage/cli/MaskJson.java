package org.preimage.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.preimage.inversion.MaskAnswer;

/** What {@code preimage mask --json} prints; described in docs/mask.md. */
final class MaskJson {
  private MaskJson() {}

  static String of(MaskReport report) {
    ObjectNode json = JsonText.object();
    json.put("model", report.model().toString());
    json.put("modelSha256", report.network().digest());
    json.put("latentSize", report.network().inputSize());
    json.put("outputSize", report.network().outputSize());
    json.put("mask", report.mask().orElse(null));
    json.put("searched", report.mask().isEmpty());
    JsonText.put(json, "observed", report.observed());
    JsonText.put(json, "domain", report.domain());
    json.put("tooSmall", report.isTooSmall());
    json.put("codes", report.codes());
    json.put("determined", report.determined());
    json.put("ambiguous", report.ambiguous());
    json.put("unproved", report.answers().size() - report.determined() - report.ambiguous());
    ArrayNode answers = json.putArray("answers");
    for (int k = 0; k < report.answers().size(); k++) {
      ObjectNode node = answers.addObject();
      put(node, report.answers().get(k));
      node.put("certificate", report.certificates().get(k).map(Object::toString).orElse(null));
    }
    json.put("interrupted", report.interrupted());
    json.put("seconds", report.seconds());
    JsonText.put(json, "assumptions", report.network().assumptions());
    json.put("seed", report.seed());
    json.put("version", Version.text());
    return JsonText.print(json);
  }

  private static void put(ObjectNode node, MaskAnswer answer) {
    JsonText.put(node, "code", answer.code());
    node.put("accepted", answer.accepted().isPresent());
    if (answer instanceof MaskAnswer.Determined yes) {
      node.put("answer", "DETERMINED");
      node.put("radius", yes.proof().radius());
      JsonText.put(node, "condition", yes.condition());
      JsonText.put(node, "amplification", yes.amplification());
      JsonText.put(node, "rows", yes.proof().rows());
    } else if (answer instanceof MaskAnswer.Ambiguous no) {
      node.put("answer", "AMBIGUOUS");
      JsonText.put(node, "other", no.pair().other().toDoubles());
      node.put("distance", MaskText.distance(no));
    } else if (answer instanceof MaskAnswer.Unproved open) {
      node.put("answer", "UNPROVED");
      node.put("rank", open.rank());
    }
  }
}
