package org.preimage.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in aligned columns. */
final class TextTable {
  private final List<List<String>> rows = new ArrayList<>();
  private final String alignment;

  /**
   * An empty table.
   *
   * @param alignment one letter a column: l or r
   */
  TextTable(String alignment) {
    this.alignment = alignment;
  }

  /** Appends a row with one cell a column. */
  void add(String... cells) {
    if (cells.length != alignment.length()) {
      throw new IllegalArgumentException(
          "A row requires %d cells but received %d.".formatted(alignment.length(), cells.length));
    }
    rows.add(List.of(cells));
  }

  /** Two spaces between columns, nothing after the last cell of a line. */
  List<String> lines() {
    int[] widths = new int[alignment.length()];
    for (List<String> row : rows) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], width(row.get(c)));
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < widths.length; c++) {
      String padding = " ".repeat(widths[c] - width(row.get(c)));
      line.append(alignment.charAt(c) == 'r' ? padding + row.get(c) : row.get(c) + padding);
      line.append("  ");
    }
    return line.toString().stripTrailing();
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
