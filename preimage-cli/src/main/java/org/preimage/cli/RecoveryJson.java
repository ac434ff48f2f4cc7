package org.preimage.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.preimage.inversion.Diagnosis;
import org.preimage.inversion.Recovery;
import org.preimage.inversion.Trust;

/** One recovered code in JSON; described in docs/command-line.md. */
final class RecoveryJson {
  private RecoveryJson() {}

  /** Everything but the completed output. */
  static ObjectNode of(Recovery recovery) {
    ObjectNode json = JsonText.object();
    json.put("diagnosis", name(recovery.diagnosis()));
    json.put("sentence", recovery.diagnosis().sentence());
    JsonText.put(json, "code", recovery.code());
    JsonText.put(json, "residual", recovery.residual());
    JsonText.put(json, "relativeResidual", recovery.relativeResidual());
    json.put("method", recovery.estimate().method());
    json.put("starts", recovery.estimate().starts());
    json.put("iterations", recovery.estimate().iterations());
    json.put("seconds", recovery.seconds());
    putTrust(json.putObject("trust"), recovery.trust());
    putDetails(json, recovery.diagnosis());
    return json;
  }

  /** Such as "not-unique". */
  static String name(Diagnosis diagnosis) {
    return diagnosis
        .getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
        .toLowerCase(java.util.Locale.ROOT);
  }

  private static void putTrust(ObjectNode json, Trust trust) {
    json.put("locallyUnique", trust.locallyUnique());
    json.put("rank", trust.rank());
    json.put("latentSize", trust.latentSize());
    JsonText.put(json, "singularValues", trust.singularValues());
    JsonText.put(json, "condition", trust.condition());
    JsonText.put(json, "noiseAmplification", trust.amplification());
    JsonText.put(json, "noise", trust.noise());
    JsonText.put(json, "codeBars", trust.codeBars());
    JsonText.put(json, "codeRadius", trust.codeRadius());
  }

  private static void putDetails(ObjectNode json, Diagnosis diagnosis) {
    if (diagnosis instanceof Diagnosis.NotUnique family) {
      ArrayNode kernel = json.putArray("kernel");
      family.kernel().forEach(direction -> JsonText.add(kernel, direction));
      if (family.other() != null) {
        JsonText.put(json, "otherCode", family.other());
      }
    } else if (diagnosis instanceof Diagnosis.LocalMinimum minimum) {
      JsonText.put(json, "costs", minimum.costs());
    } else if (diagnosis instanceof Diagnosis.NotInRange outside) {
      json.put("agreeingStarts", outside.agreeing());
    }
  }
}
