package org.preimage.spanning;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.preimage.linalg.ModularRank;

/**
 * Whether the rows of a layer may be in general position: every n of them linearly independent.
 * Proving it would take all C(m, n) choices; this looks for what usually contradicts it.
 */
final class GeneralPosition {
  private static final int CHOICES = 200;

  private GeneralPosition() {}

  /** False when some n rows were found to be dependent. */
  static boolean isPlausible(Layer layer, ParallelClasses classes, long seed) {
    int n = layer.inputs();
    int m = layer.outputs();
    if (m < n || classes.classes() < m) {
      return false;
    }
    return !someColumnVanishesOften(layer) && randomChoicesAreIndependent(layer, seed);
  }

  /** n rows that vanish in one column lie in a hyperplane. */
  private static boolean someColumnVanishesOften(Layer layer) {
    int[] entries = new int[layer.inputs()];
    for (int i = 0; i < layer.outputs(); i++) {
      for (int p = layer.weights().start(i); p < layer.weights().start(i + 1); p++) {
        entries[layer.weights().index(p)]++;
      }
    }
    return Arrays.stream(entries).anyMatch(count -> layer.outputs() - count >= layer.inputs());
  }

  private static boolean randomChoicesAreIndependent(Layer layer, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] order = new int[layer.outputs()];
    Arrays.setAll(order, i -> i);
    for (int choice = 0; choice < CHOICES; choice++) {
      for (int k = 0; k < layer.inputs(); k++) {
        int other = k + random.nextInt(order.length - k);
        int held = order[k];
        order[k] = order[other];
        order[other] = held;
      }
      int[] rows = Arrays.copyOf(order, layer.inputs());
      if (ModularRank.independentRows(layer.inputs(), layer.weights(), rows).length
          < layer.inputs()) {
        return false;
      }
    }
    return true;
  }
}
