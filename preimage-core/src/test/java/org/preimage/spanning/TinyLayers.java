package org.preimage.spanning;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Tiny, mostly degenerate layers, reproducible from a seed: repeated, parallel, opposite and zero
 * rows, planted [B; −DB] with and without damage, biases that cover exactly or miss by one, boxes
 * with integer ends. Near half of them are injective.
 */
public final class TinyLayers {
  private static final int MOST_ROWS = 9;
  private final Random random;

  private TinyLayers(long seed) {
    this.random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
  }

  /** Layer number {@code index} of the stream {@code seed}. */
  public static TinyLayer layer(long seed, int index) {
    return new TinyLayers(seed * 1_000_003 + index).next();
  }

  /** Layers 0 … count − 1 of the stream {@code seed}. */
  public static List<TinyLayer> layers(long seed, int count) {
    List<TinyLayer> layers = new ArrayList<>(count);
    for (int index = 0; index < count; index++) {
      layers.add(layer(seed, index));
    }
    return layers;
  }

  private TinyLayer next() {
    int n = 1 + random.nextInt(3);
    List<long[]> rows = new ArrayList<>(); // (w, b)
    switch (random.nextInt(4)) {
      case 0 -> scatter(rows, n, n + random.nextInt(MOST_ROWS - n + 1));
      case 1 -> scatter(rows, n, MOST_ROWS);
      default -> pairs(rows, n);
    }
    degrade(rows, n);
    Collections.shuffle(rows, random);
    return onSomeBox(split(rows, n));
  }

  /** Independent small rows, half of the time derived from earlier ones. */
  private void scatter(List<long[]> rows, int n, int m) {
    boolean biased = random.nextBoolean();
    while (rows.size() < m) {
      long[] row = smallRow(n, biased);
      if (!rows.isEmpty() && random.nextInt(3) == 0) {
        row = rows.get(random.nextInt(rows.size())).clone();
        scale(row, random.nextBoolean() ? -1 : 1, n);
        row[n] += biased ? below(3) - 1 : 0;
      }
      rows.add(row);
    }
  }

  /** [B; −DB] with a bias that covers exactly, generously or not quite, and extra rows. */
  private void pairs(List<long[]> rows, int n) {
    boolean biased = random.nextBoolean();
    for (int k = 0; k < n; k++) {
      long[] first = smallRow(n, biased);
      if (random.nextInt(2) == 0) {
        java.util.Arrays.fill(first, 0, n, 0);
        first[k] = 1;
      }
      long[] second = first.clone();
      long d = 1 + below(3);
      for (int j = 0; j <= n; j++) {
        second[j] *= -d;
      }
      second[n] += biased ? below(6) - 1 : 0;
      rows.add(first);
      rows.add(second);
    }
    scatter(rows, n, rows.size() + random.nextInt(Math.min(3, MOST_ROWS - rows.size()) + 1));
  }

  /** One change of one entry, a zero row or a repeated row, sometimes. */
  private void degrade(List<long[]> rows, int n) {
    int i = random.nextInt(rows.size());
    switch (random.nextInt(10)) {
      case 0 -> rows.get(i)[random.nextInt(n)] += random.nextBoolean() ? 1 : -1;
      case 1 -> rows.set(i, new long[n + 1]);
      case 2 -> rows.set(i, rows.get(random.nextInt(rows.size())).clone());
      default -> {}
    }
  }

  private long[] smallRow(int n, boolean biased) {
    long[] row = new long[n + 1];
    int range = 1 + random.nextInt(3);
    for (int j = 0; j < n; j++) {
      row[j] = below(2 * range + 1) - range;
    }
    row[n] = biased ? below(7) - 3 : 0;
    return row;
  }

  private long below(int bound) {
    return random.nextInt(bound);
  }

  private static void scale(long[] row, long factor, int n) {
    for (int j = 0; j <= n; j++) {
      row[j] *= factor;
    }
  }

  private static TinyLayer split(List<long[]> rows, int n) {
    long[][] w = rows.stream().map(row -> java.util.Arrays.copyOf(row, n)).toArray(long[][]::new);
    return TinyLayer.onWholeSpace(w, rows.stream().mapToLong(row -> row[n]).toArray());
  }

  private TinyLayer onSomeBox(TinyLayer layer) {
    int kind = random.nextInt(6);
    if (kind >= 3) {
      return layer;
    }
    if (kind == 2) {
      return layer.onOrthant();
    }
    long[] lower = layer.lower().clone();
    long[] upper = layer.upper().clone();
    for (int j = 0; j < lower.length; j++) {
      if (kind == 0 || random.nextBoolean()) {
        lower[j] = below(4) - 2;
      }
      if (kind == 0 || random.nextBoolean()) {
        upper[j] = Math.max(lower[j], -2) + 1 + below(3);
      }
    }
    return layer.onBox(lower, upper);
  }
}
