package org.preimage.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What one mode of {@code preimage capacity} found.
 *
 * @param title one sentence
 * @param columns names of the columns, as in JSON and CSV
 * @param rows numbers, words, or empty words
 * @param notes what a reader must know about the numbers
 * @param plot the same as a picture
 */
record CapacityReport(
    String title,
    List<String> columns,
    List<List<Object>> rows,
    List<String> notes,
    LinePlot plot) {
  List<String> lines() {
    StringBuilder alignment = new StringBuilder();
    for (Object cell : rows.get(0)) {
      alignment.append(cell instanceof Number ? 'r' : 'l');
    }
    TextTable table = new TextTable(alignment.toString());
    table.add(columns.toArray(String[]::new));
    for (List<Object> row : rows) {
      table.add(row.stream().map(CapacityReport::text).toArray(String[]::new));
    }
    List<String> lines = new ArrayList<>();
    lines.add(title);
    lines.add("");
    lines.addAll(table.lines());
    lines.add("");
    lines.addAll(notes);
    return lines;
  }

  private static String text(Object cell) {
    if (cell instanceof Double value) {
      double size = Math.abs(value);
      boolean plain = size == 0 || (size >= 1e-3 && size < 1e6);
      return String.format(Locale.ROOT, plain ? "%.6f" : "%.1e", value);
    }
    return String.valueOf(cell);
  }

  String json() {
    ObjectNode json = JsonText.object();
    json.put("title", title);
    ArrayNode values = json.putArray("values");
    for (List<Object> row : rows) {
      ObjectNode node = values.addObject();
      for (int c = 0; c < columns.size(); c++) {
        node.putPOJO(columns.get(c), row.get(c));
      }
    }
    JsonText.put(json, "notes", notes);
    json.put("version", Version.text());
    return JsonText.print(json);
  }

  String csv() {
    StringBuilder csv = new StringBuilder(String.join(",", columns)).append('\n');
    for (List<Object> row : rows) {
      csv.append(String.join(",", row.stream().map(CapacityReport::quoted).toList())).append('\n');
    }
    return csv.toString();
  }

  private static String quoted(Object cell) {
    return cell instanceof String text
        ? '"' + text.replace("\"", "\"\"") + '"'
        : String.valueOf(cell);
  }
}
