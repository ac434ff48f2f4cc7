package org.preimage.cli;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.preimage.capacity.estimate.SweepEstimate;
import org.preimage.capacity.experiment.PlanMismatchException;
import org.preimage.capacity.experiment.SqliteTrialStore;
import org.preimage.capacity.experiment.SweepPlan;
import org.preimage.capacity.experiment.TrialStore;

/** Files of sweep results, with errors for people. */
final class SweepStores {
  private SweepStores() {}

  /** What is done with an open store. */
  interface StoreUse<T> {
    T apply(TrialStore store) throws IOException;
  }

  /** Opens a file, uses and closes it. */
  static <T> T with(Path file, boolean mustExist, StoreUse<T> use) {
    try (SqliteTrialStore store =
        mustExist ? SqliteTrialStore.openExisting(file) : SqliteTrialStore.open(file)) {
      return use.apply(store);
    } catch (NoSuchFileException e) {
      throw new CommandException(
          ExitCode.NO_INPUT,
          "reading results requires a file but %s does not exist.%nMaybe check the spelling."
              .formatted(file));
    } catch (PlanMismatchException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new CommandException(ExitCode.BAD_DATA, String.valueOf(e.getMessage()));
    }
  }

  /** The plan of a store that was begun. */
  static SweepPlan plan(TrialStore store, Path file) throws IOException {
    return store
        .plan()
        .orElseThrow(
            () ->
                new CommandException(
                    ExitCode.BAD_DATA,
                    "results require a plan but %s holds none.%nMaybe run: preimage sweep run --store %s --inputs …"
                        .formatted(file, file)));
  }

  /** What the results in a store say. */
  static SweepEstimate estimate(TrialStore store, Path file) throws IOException {
    return SweepEstimate.of(plan(store, file), store);
  }
}
