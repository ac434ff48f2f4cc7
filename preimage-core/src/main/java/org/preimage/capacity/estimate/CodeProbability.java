package org.preimage.capacity.estimate;

import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.preimage.capacity.experiment.Cell;

/**
 * The probability that the observed outputs of a random ReLU network without biases determine a
 * given code among its neighbours, for laws whose rows are independent, as likely as their
 * negatives, and have a density.
 *
 * <p>Given the values of a layer, each unit of the next one is active with probability ½,
 * independently of the others, because its row is as likely as its negative. So the active units of
 * a layer of m, and the active ones among k observed outputs, are binomially distributed and
 * independent. Near the code the network is the product of the active rows of its layers. With n or
 * more of them in each layer and among the observed outputs the product has rank n with probability
 * 1, since some choice of weights gives it that rank; with fewer anywhere it has not.
 */
public final class CodeProbability {
  private CodeProbability() {}

  /** Of being determined: Π P(Bin(mᵢ, ½) ≥ n) over hidden layers, times P(Bin(k, ½) ≥ n). */
  public static double determined(Cell cell) {
    double probability = atLeast(cell.inputs(), cell.observed());
    for (int width : cell.widths().subList(0, cell.widths().size() - 1)) {
      probability *= atLeast(cell.inputs(), width);
    }
    return probability;
  }

  /** P(Bin(count, ½) ≥ n). */
  private static double atLeast(int n, int count) {
    return count < n ? 0 : RegularizedBeta.value(0.5, n, count - n + 1.0);
  }
}
