package org.preimage.spark;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes what was found, a line and a certificate a model, as soon as it is there. */
final class CheckTable {
  private final List<Path> models;
  private final Path folder;
  private final PrintWriter table;
  private final ProgressLines progress;
  private final long start = System.nanoTime();
  private final Map<String, Integer> verdicts = new TreeMap<>();
  private int done;

  CheckTable(List<Path> models, Path folder, PrintWriter table, ProgressLines progress) {
    this.models = models;
    this.folder = folder;
    this.table = table;
    this.progress = progress;
    line("model", "verdict", "certificate", "sha256", "seconds", "cells", "programs", "sentence");
  }

  /** Where the certificate of a model goes. */
  static Path certificate(Path folder, Path model) {
    String name = String.valueOf(model.getFileName());
    int dot = name.lastIndexOf('.');
    return folder.resolve((dot > 0 ? name.substring(0, dot) : name) + ".preimage.gz");
  }

  void accept(CheckedModel checked) throws IOException {
    Path model = models.get(checked.number());
    String certificate = "";
    if (checked.certificate().isPresent()) {
      Path file = certificate(folder, model);
      Files.write(file, checked.certificate().get());
      certificate = String.valueOf(file.getFileName());
    }
    line(
        model.toString(),
        checked.verdict(),
        certificate,
        checked.digest(),
        String.format(Locale.ROOT, "%.3f", checked.seconds()),
        Long.toString(checked.cells()),
        Long.toString(checked.linearPrograms()),
        checked.sentence());
    verdicts.merge(checked.verdict(), 1, Integer::sum);
    done++;
    double elapsed = (System.nanoTime() - start) * 1e-9;
    progress.update(done, models.size(), elapsed / done * (models.size() - done));
  }

  /** Whether every model got a verdict. */
  boolean isComplete() {
    return done == models.size() && !verdicts.containsKey(CheckedModel.FAILED);
  }

  String summary() {
    String counts =
        verdicts.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
    return "%d of %d models: %s"
        .formatted(done, models.size(), counts.isEmpty() ? "none checked" : counts);
  }

  private void line(String... fields) {
    table.println(
        List.of(fields).stream().map(CheckTable::quoted).collect(Collectors.joining(",")));
    table.flush();
  }

  private static String quoted(String field) {
    return field.matches("[^\",\\r\\n]*") ? field : '"' + field.replace("\"", "\"\"") + '"';
  }
}
