package org.preimage.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.preimage.capacity.experiment.SqliteTrialStore;
import org.preimage.capacity.experiment.TrialResult;
import org.preimage.capacity.experiment.TrialStore;

/** Looks into files of results, also while another process writes them. */
final class Stores {
  private Stores() {}

  /** Trials kept; 0 before the file is there. */
  static int finished(Path store) {
    if (!Files.isRegularFile(store)) {
      return 0;
    }
    try (TrialStore kept = SqliteTrialStore.openExisting(store)) {
      return kept.plan().isPresent() ? kept.finished().cardinality() : 0;
    } catch (IOException e) {
      // The driver is making the file.
      return 0;
    }
  }

  static List<TrialResult> results(Path store) throws IOException {
    List<TrialResult> results = new ArrayList<>();
    try (TrialStore kept = SqliteTrialStore.openExisting(store)) {
      kept.forEach(results::add);
    }
    return results;
  }
}
