package org.preimage.inversion;

/** Gradient descent on ½‖G(z) − y‖² for one network, from many starts. */
public interface GradientDescent extends AutoCloseable {
  /**
   * Descends from each start to its target.
   *
   * @param targets one row y of m values a start
   * @param starts one row of n coordinates a start
   * @return one a start, in order
   * @throws IllegalArgumentException if a row has another length
   */
  Descent[] run(double[][] targets, double[][] starts);

  @Override
  void close();

  /**
   * Where a descent ended.
   *
   * @param code the last iterate
   * @param cost ½‖G(z) − y‖² there
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Descent(double[] code, double cost) {}
}
