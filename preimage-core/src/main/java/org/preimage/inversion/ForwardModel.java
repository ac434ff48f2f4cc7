package org.preimage.inversion;

import java.util.function.DoublePredicate;
import org.preimage.network.Network;

/**
 * The map z ↦ G(z) of a generator with its derivatives, for several codes at once, in floating
 * point. Implementations are the seam behind which convolution and differentiation live: {@link
 * NetworkForwardModel} in Java, and the one of the torch module. At kinks derivatives are those of
 * one adjacent cell.
 *
 * <p>Rows are codes throughout; results are fresh arrays, one a code and in order. Not safe for use
 * by several threads unless an implementation says so.
 */
public interface ForwardModel extends AutoCloseable {
  /** Number n of latent coordinates. */
  int latentSize();

  /** Number m of output values. */
  int outputSize();

  /**
   * Outputs of several codes.
   *
   * @param codes one row of n coordinates a code
   * @return one row of m values a code
   * @throws IllegalArgumentException if a row has another length
   */
  double[][] values(double[][] codes);

  /**
   * Outputs and Jacobians of several codes.
   *
   * @param codes one row of n coordinates a code
   * @return one a code, in order
   * @throws IllegalArgumentException if a row has another length
   */
  Linearization[] linearize(double[][] codes);

  /**
   * Outputs and Jacobian of one code, where only some rows of the Jacobian matter.
   *
   * @param matters whether the row of an output with this value is wanted; others may be zero
   * @throws IllegalArgumentException if the code has another length
   */
  default Linearization linearize(double[] code, DoublePredicate matters) {
    return linearize(new double[][] {code})[0];
  }

  /**
   * Gradients of z ↦ ⟨c, G(z)⟩: one row c of m values and one row of n coordinates a code.
   *
   * @return one row of n values a code
   * @throws IllegalArgumentException if a row has another length
   */
  double[][] pullback(double[][] codes, double[][] cotangents);

  /**
   * The same network observed only at some of its output values, at no more cost than needed: what
   * they do not depend on is not computed. The result is closed on its own.
   *
   * @param outputs positions among the m values, in any order
   * @throws IllegalArgumentException if there is none, or one is no position
   */
  ForwardModel restrictedTo(int[] outputs);

  /**
   * The same map in a lower precision where that is faster: enough while a search is far from its
   * goal. The result is closed on its own.
   */
  ForwardModel rough();

  @Override
  void close();

  /** Makes forward models of networks; the choice between Java and a tensor library. */
  @FunctionalInterface
  interface Factory {
    /** All outputs of a network. */
    ForwardModel of(Network network);
  }
}
