package org.preimage.capacity.export;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Collectors;

/** Comma-separated values (RFC 4180) with a header line; missing values are empty. */
public final class CsvFile {
  private CsvFile() {}

  /** Writes the table; no value of it needs quotes. */
  public static void write(TrialTable table, Path file) throws IOException {
    try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      out.write(
          table.columns().stream().map(TrialTable.Column::name).collect(Collectors.joining(",")));
      out.write("\r\n");
      table.forEach(
          row ->
              out.write(
                  table.columns().stream()
                          .map(column -> Objects.toString(column.value().apply(row), ""))
                          .collect(Collectors.joining(","))
                      + "\r\n"));
    }
  }
}
