package org.preimage.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Optional;
import org.preimage.inversion.Evidence;

/** What is proved about a recovered code, for people and for programs. */
final class EvidenceText {
  private EvidenceText() {}

  static String sentence(Evidence evidence) {
    if (evidence instanceof Evidence.OnlyCodeNearby only) {
      return "no other code whose coordinates differ by at most %s has these values (exact checker)"
          .formatted(NumberText.brief(only.proof().radius()));
    }
    if (evidence instanceof Evidence.AnotherCode another) {
      return "%s has exactly the same values (exact checker)"
          .formatted(NumberText.vector(another.proof().other().toDoubles()));
    }
    return "nothing: " + ((Evidence.Nothing) evidence).reason();
  }

  static ObjectNode json(Evidence evidence, Optional<Path> file) {
    ObjectNode json = JsonText.object();
    json.put("accepted", evidence.certificate().isPresent());
    if (evidence instanceof Evidence.OnlyCodeNearby only) {
      json.put("claim", "only-code-nearby").put("radius", only.proof().radius());
    } else if (evidence instanceof Evidence.AnotherCode another) {
      json.put("claim", "another-code");
      JsonText.put(json, "otherCode", another.proof().other().toDoubles());
    } else {
      json.put("reason", ((Evidence.Nothing) evidence).reason());
    }
    file.ifPresent(path -> json.put("file", path.toString()));
    return json;
  }
}
