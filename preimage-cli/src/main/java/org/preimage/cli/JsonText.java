package org.preimage.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.OptionalInt;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Ends;
import org.preimage.certificate.Indices;

/** Pieces of JSON that several commands print. */
final class JsonText {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JsonText() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static String print(ObjectNode node) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** JSON has no infinite numbers: they become null. */
  static void put(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }

  static void put(ObjectNode node, String name, OptionalInt value) {
    if (value.isPresent()) {
      node.put(name, value.getAsInt());
    } else {
      node.putNull(name);
    }
  }

  static void put(ObjectNode node, String name, double[] values) {
    fill(node.putArray(name), values);
  }

  /** Appends an array of numbers. */
  static void add(ArrayNode array, double[] values) {
    fill(array.addArray(), values);
  }

  private static void fill(ArrayNode array, double[] values) {
    for (double value : values) {
      if (Double.isFinite(value)) {
        array.add(value);
      } else {
        array.addNull();
      }
    }
  }

  static void put(ObjectNode node, String name, Indices values) {
    ArrayNode array = node.putArray(name);
    for (int value : values.toArray()) {
      array.add(value);
    }
  }

  static void put(ObjectNode node, String name, List<String> texts) {
    ArrayNode array = node.putArray(name);
    texts.forEach(array::add);
  }

  /** {@code text}, {@code kind}, {@code size} and what the kind needs; infinite ends are null. */
  static void put(ObjectNode node, String name, Domain domain) {
    ObjectNode child = node.putObject(name);
    child.put("text", DomainText.of(domain));
    child.put("size", domain.size());
    if (domain instanceof Domain.Ball ball) {
      child.put("kind", "ball").put("radius", ball.radius());
    } else if (domain instanceof Domain.Box box) {
      child.put("kind", box.isWholeSpace() ? "space" : "box");
      if (!box.isWholeSpace()) {
        ends(child, "lower", box.lower());
        ends(child, "upper", box.upper());
      }
    }
  }

  private static void ends(ObjectNode node, String name, Ends ends) {
    put(node, name, ends.toArray());
  }
}
