package org.preimage.spanning;

import java.util.Arrays;
import java.util.Random;

/**
 * Layers without biases on Rⁿ, n up to 4 and m up to 12, reproducible from a seed: scattered and
 * degenerate rows, rows of low rank, near copies of [B; −DB], rows in general position.
 */
final class VariedLayers {
  private VariedLayers() {}

  /** Layer number {@code index} of the stream {@code seed}. */
  static TinyLayer layer(long seed, int index) {
    Random random = new Random((seed * 1_000_003 + index) * 0x9E3779B97F4A7C15L + 7);
    int n = 1 + Math.min(3, random.nextInt(6));
    int m = random.nextInt(4) == 0 ? 1 + random.nextInt(12) : 2 * n + random.nextInt(13 - 2 * n);
    int range = 1 + random.nextInt(random.nextInt(3) == 0 ? 50 : 3);
    long[][] rows = new long[m][];
    int kind = random.nextInt(6);
    for (int i = 0; i < m; i++) {
      rows[i] = random.ints(n, -range, range + 1).asLongStream().toArray();
      if (kind == 1 && i > 0 && random.nextBoolean()) {
        derive(rows, i, random, range);
      } else if (kind == 2 && n > 1) {
        rows[i][n - 1] = rows[i][0];
      } else if (kind == 3 && i >= (m + 1) / 2) {
        long factor = -1 - random.nextInt(2);
        rows[i] = Arrays.stream(rows[i - (m + 1) / 2]).map(w -> factor * w).toArray();
      }
    }
    if (kind == 3 && random.nextInt(3) == 0) {
      rows[random.nextInt(m)][random.nextInt(n)] += random.nextBoolean() ? 1 : -1;
    }
    return TinyLayer.of(rows);
  }

  /** A multiple of an earlier row, the sum of two, or nothing. */
  private static void derive(long[][] rows, int i, Random random, int range) {
    long[] other = rows[random.nextInt(i)];
    switch (random.nextInt(4)) {
      case 0 -> rows[i] = Arrays.stream(other).map(w -> -w).toArray();
      case 1 -> {
        long factor = random.nextInt(range) + 1;
        rows[i] = Arrays.stream(other).map(w -> factor * w).toArray();
      }
      case 2 -> Arrays.setAll(rows[i], j -> rows[i][j] - other[j]);
      default -> rows[i] = new long[other.length];
    }
  }
}
