package org.preimage.certify;

/**
 * Told what a check is doing. Called from the checking thread, often; implementations return
 * quickly.
 */
@FunctionalInterface
public interface Progress {
  /** Ignores everything. */
  Progress SILENT = (task, done, effort) -> {};

  /**
   * A step of the work.
   *
   * @param task what is being done, such as "layer 2 of 4: cell tree"
   * @param done estimated fraction of this task in [0, 1], or NaN when unknown
   * @param effort spent so far
   */
  void update(String task, double done, Effort effort);
}
