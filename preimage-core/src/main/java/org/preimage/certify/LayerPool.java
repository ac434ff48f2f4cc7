package org.preimage.certify;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.preimage.spanning.SearchBudget;

/** Decides several layers side by side; results come back in network order. */
final class LayerPool {
  private LayerPool() {}

  /**
   * Interruption of the calling thread stops the budget, so every task ends soon with what it has.
   */
  static List<LayerCheck.Checked> run(
      List<Stage> stages,
      int threads,
      SearchBudget budget,
      Function<Stage, LayerCheck.Checked> check) {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    boolean interrupted = false;
    try {
      List<Future<LayerCheck.Checked>> pending = new ArrayList<>();
      stages.forEach(stage -> pending.add(pool.submit(() -> check.apply(stage))));
      List<LayerCheck.Checked> results = new ArrayList<>();
      while (results.size() < pending.size()) {
        try {
          results.add(pending.get(results.size()).get());
        } catch (InterruptedException stop) {
          interrupted = true;
          budget.stop();
        }
      }
      return results;
    } catch (ExecutionException failure) {
      throw new IllegalStateException("A layer check failed.", failure.getCause());
    } finally {
      pool.shutdownNow();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
