package org.preimage.spanning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An oracle: the least number of active rows (z ≥ 0) of a tiny layer over the interior of its box,
 * by visiting every full-dimensional cell in exact arithmetic. Shares no code with the product.
 */
public final class BruteForceCount {
  private final TinyLayer layer;
  private final int n;
  private final List<long[]> inequalities = new ArrayList<>();
  private int best;

  private BruteForceCount(TinyLayer layer) {
    this.layer = layer;
    this.n = layer.inputs();
    this.best = layer.outputs() + 1;
  }

  /** The least number; rows that are zero count where their bias is not negative. */
  public static int fewest(TinyLayer layer) {
    BruteForceCount search = new BruteForceCount(layer);
    for (int j = 0; j < layer.inputs(); j++) {
      if (layer.lower()[j] != Long.MIN_VALUE) {
        search.inequalities.add(search.wall(j, 1, -layer.lower()[j]));
      }
      if (layer.upper()[j] != Long.MAX_VALUE) {
        search.inequalities.add(search.wall(j, -1, layer.upper()[j]));
      }
    }
    search.insert(0, 0);
    return search.best;
  }

  private long[] wall(int j, long sign, long constant) {
    long[] row = new long[n + 1];
    row[j] = sign;
    row[n] = constant;
    return row;
  }

  private void insert(int i, int active) {
    if (active >= best) {
      return;
    }
    if (i == layer.outputs()) {
      best = active;
    } else if (Arrays.stream(layer.rows()[i]).allMatch(w -> w == 0)) {
      insert(i + 1, active + (layer.bias()[i] >= 0 ? 1 : 0));
    } else {
      cut(i, -1, active);
      cut(i, 1, active + 1);
    }
  }

  private void cut(int i, long sign, int active) {
    long[] side = Arrays.copyOf(layer.rows()[i], n + 1);
    side[n] = layer.bias()[i];
    for (int j = 0; j <= n; j++) {
      side[j] *= sign;
    }
    inequalities.add(side);
    if (StrictSystem.isFeasible(n, inequalities)) {
      insert(i + 1, active);
    }
    inequalities.remove(inequalities.size() - 1);
  }
}
