package org.preimage.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.preimage.certify.CheckOptions;
import org.preimage.certify.Effort;
import org.preimage.network.Network;

/** How the JSON of every command that looks at a network begins and ends. */
final class RunJson {
  private RunJson() {}

  static ObjectNode begin(Path model, Network network, boolean interrupted) {
    ObjectNode json = JsonText.object();
    json.put("model", model.toString());
    json.put("modelSha256", network.digest());
    json.put("interrupted", interrupted);
    return json;
  }

  static String end(ObjectNode json, Network network, CheckOptions options, Effort effort) {
    putEffort(json, effort);
    JsonText.put(json, "assumptions", network.assumptions());
    json.put("seed", options.seed());
    json.put("timeLimit", options.timeLimit().toMillis() / 1000.0);
    json.put("version", Version.text());
    return JsonText.print(json);
  }

  static void putEffort(ObjectNode json, Effort effort) {
    json.putObject("effort")
        .put("seconds", effort.seconds())
        .put("cells", effort.cells())
        .put("linearPrograms", effort.linearPrograms())
        .put("points", effort.points())
        .put("mostKeptBytes", effort.mostKept());
  }
}
