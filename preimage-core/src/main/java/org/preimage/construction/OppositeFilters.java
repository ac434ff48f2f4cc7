package org.preimage.construction;

import java.util.Arrays;
import org.preimage.random.RandomNumbers;
import org.preimage.random.WeightEnsemble;

/**
 * The stack [B; −DB; M] with D a diagonal of powers of two, which makes −DB exact, and biases with
 * b_second ≥ −d·b_first, which makes the two active half-spaces of a pair cover Rⁿ.
 *
 * <p>A filter is a row of a dense layer or the kernel of one output channel of a convolution.
 */
final class OppositeFilters {
  private final int pairs;
  private final int length;
  private final int[] place; // where filter k of [B; −DB; M] stands
  private final double[] filters; // in place order
  private final double[] bias;

  private OppositeFilters(int pairs, int length, int[] place) {
    this.pairs = pairs;
    this.length = length;
    this.place = place;
    this.filters = new double[Math.multiplyExact(place.length, length)];
    this.bias = new double[place.length];
  }

  /**
   * Draws everything but B.
   *
   * @param basis B, {@code pairs} × {@code length}, binary32 numbers
   * @param count all filters, at least twice {@code pairs}
   */
  static OppositeFilters around(
      double[] basis, int pairs, int count, LayerStyle style, RandomNumbers numbers) {
    int length = basis.length / pairs;
    int[] place = new int[count];
    Arrays.setAll(place, k -> k);
    if (style.order() == RowOrder.SHUFFLED) {
      place = numbers.permutation(count);
    }
    OppositeFilters stack = new OppositeFilters(pairs, length, place);
    for (int k = 0; k < pairs; k++) {
      stack.putPair(k, basis, style.biasScale(), numbers);
    }
    if (count > 2 * pairs) {
      stack.putExtras(draw(count - 2 * pairs, length, style.ensemble(), numbers), style, numbers);
    }
    return stack;
  }

  /** Filters of norm about 1 with binary32 entries. */
  static double[] draw(int count, int length, WeightEnsemble ensemble, RandomNumbers numbers) {
    double[] w = ensemble.draw(count, length, numbers);
    if (ensemble == WeightEnsemble.ORTHOGONAL) {
      Binary32.round(w);
    } else {
      Binary32.normalize(w, length);
    }
    return w;
  }

  private void putPair(int k, double[] basis, double biasScale, RandomNumbers numbers) {
    double d = Math.scalb(1.0, numbers.nextInt(3) - 1);
    int first = place[k];
    int second = place[pairs + k];
    for (int j = 0; j < length; j++) {
      filters[first * length + j] = basis[k * length + j];
      filters[second * length + j] = -d * basis[k * length + j];
    }
    bias[first] = Binary32.nearest(biasScale * numbers.nextGaussian());
    double excess = biasScale * Math.abs(numbers.nextGaussian());
    bias[second] = Binary32.nearest(excess - d * bias[first]); // rounding is monotone: ≥ −d·b
  }

  private void putExtras(double[] extras, LayerStyle style, RandomNumbers numbers) {
    for (int k = 2 * pairs; k < place.length; k++) {
      System.arraycopy(extras, (k - 2 * pairs) * length, filters, place[k] * length, length);
      bias[place[k]] = Binary32.nearest(style.biasScale() * numbers.nextGaussian());
    }
  }

  /** A copy of the filters, one after the other. */
  double[] weights() {
    return filters.clone();
  }

  /** A copy of the biases, one a filter. */
  double[] bias() {
    return bias.clone();
  }

  /** Number of the filter that carries row k of B. */
  int first(int k) {
    return place[k];
  }

  /** Number of the filter that carries row k of −DB. */
  int second(int k) {
    return place[pairs + k];
  }
}
