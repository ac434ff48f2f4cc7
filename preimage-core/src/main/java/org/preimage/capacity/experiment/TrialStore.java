package org.preimage.capacity.experiment;

import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Keeps the results of one plan. Used by one thread at a time. All methods fail with an {@link
 * IOException} when the medium does.
 */
public interface TrialStore extends AutoCloseable {
  /**
   * Makes this the store of a plan, or continues it if it is already.
   *
   * @throws PlanMismatchException if it holds another plan
   */
  void begin(SweepPlan plan) throws IOException;

  /** The plan that was begun, now or earlier. */
  Optional<SweepPlan> plan() throws IOException;

  /** Numbers of the trials whose results are kept. */
  BitSet finished() throws IOException;

  /**
   * Keeps results, all or none; those of trials that are finished already are ignored.
   *
   * @throws IllegalStateException if no plan was begun
   */
  void append(List<TrialResult> results) throws IOException;

  /** The result of one trial, if it is finished. */
  Optional<TrialResult> result(long index) throws IOException;

  /** Passes on all results in the order of their trials. */
  void forEach(Consumer<TrialResult> consumer) throws IOException;

  @Override
  void close() throws IOException;
}
