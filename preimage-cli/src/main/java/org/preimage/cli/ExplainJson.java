package org.preimage.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import org.preimage.certificate.Node;
import org.preimage.certify.LayerOutline;
import org.preimage.network.Network;
import org.preimage.network.TensorInfo;

/** What {@code preimage explain --json} prints; described in docs/command-line.md. */
final class ExplainJson {
  private ExplainJson() {}

  static String of(Path model, Network network) {
    ObjectNode json = JsonText.object();
    json.put("model", model.toString());
    json.put("modelSha256", network.digest());
    json.put("name", network.name());
    json.put("parameters", ExplainText.parameters(network.subject()));
    putTensors(json.putArray("inputs"), network.inputs());
    putTensors(json.putArray("outputs"), network.outputs());
    ArrayNode nodes = json.putArray("nodes");
    for (int k = 0; k < network.subject().nodes().size(); k++) {
      putNode(nodes.addObject(), network, k);
    }
    ArrayNode layers = json.putArray("layers");
    for (LayerOutline layer : Layers.of(network)) {
      layers
          .addObject()
          .put("index", layer.index())
          .put("node", layer.node())
          .put("kind", layer.kind())
          .put("inputs", layer.inputs())
          .put("outputs", layer.outputs())
          .put("expansivity", layer.expansivity())
          .put("outlook", Layers.outlook(layer));
    }
    JsonText.put(json, "assumptions", network.assumptions());
    json.put("version", Version.text());
    return JsonText.print(json);
  }

  private static void putTensors(ArrayNode array, List<TensorInfo> tensors) {
    for (TensorInfo tensor : tensors) {
      ObjectNode json = array.addObject().put("name", tensor.name());
      JsonText.put(json, "shape", tensor.shape());
    }
  }

  private static void putNode(ObjectNode json, Network network, int k) {
    Node node = network.subject().nodes().get(k);
    json.put("index", k).put("kind", NodeText.kind(node)).put("name", network.label(k));
    JsonText.put(json, "reads", node.sources());
    JsonText.put(json, "shape", network.shape(k));
    json.put("parameters", NodeText.parameters(node));
  }
}
