package org.preimage.spark;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.preimage.onnx.NpyRowsWriter;

/** Writes codes as they come: a line that says how a target was met, then its row of numbers. */
final class CodeWriter {
  private final NpyRowsWriter codes;
  private final PrintWriter table;
  private final int total;
  private final int before;
  private final ProgressLines progress;
  private final long start = System.nanoTime();
  private final Map<String, Integer> diagnoses = new TreeMap<>();
  private int added;

  /**
   * A writer for the rest of a run.
   *
   * @param before targets done earlier
   */
  CodeWriter(
      NpyRowsWriter codes, PrintWriter table, int total, int before, ProgressLines progress) {
    this.codes = codes;
    this.table = table;
    this.total = total;
    this.before = before;
    this.progress = progress;
  }

  void accept(TargetSlice.Code code) {
    table.printf(
        Locale.ROOT, "%d,%s,%.6e%n", code.number(), code.diagnosis(), code.relativeResidual());
    table.flush();
    codes.write((int) code.number(), code.code());
    diagnoses.merge(code.diagnosis(), 1, Integer::sum);
    added++;
    double elapsed = (System.nanoTime() - start) * 1e-9;
    progress.update(before + added, total, elapsed / added * (total - before - added));
  }

  boolean isComplete() {
    return before + added == total;
  }

  String summary() {
    String counts =
        diagnoses.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
    return "%d of %d targets, %d of them new%s"
        .formatted(before + added, total, added, counts.isEmpty() ? "" : ": " + counts);
  }
}
