package org.preimage.random;

import java.util.random.RandomGenerator;

/**
 * The generator xoshiro256++ (Blackman, Vigna 2021), seeded by SplitMix64. Integers, uniform and
 * normal numbers and permutations are computed here, in strict arithmetic, so that they do not
 * change with the Java version. Not thread-safe.
 */
public final class RandomNumbers implements RandomGenerator {
  private long a;
  private long b;
  private long c;
  private long d;
  private double spareNormal = Double.NaN;

  RandomNumbers(long key) {
    long state = key;
    a = SeedStream.mix(state += SeedStream.GOLDEN_RATIO);
    b = SeedStream.mix(state += SeedStream.GOLDEN_RATIO);
    c = SeedStream.mix(state += SeedStream.GOLDEN_RATIO);
    d = SeedStream.mix(state + SeedStream.GOLDEN_RATIO);
  }

  @Override
  public long nextLong() {
    long result = Long.rotateLeft(a + d, 23) + a;
    long shifted = b << 17;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = Long.rotateLeft(d, 45);
    return result;
  }

  /** Uniform on the multiples of 2⁻⁵³ in [0, 1). */
  @Override
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1p-53;
  }

  /**
   * Uniform on 0 … bound − 1 up to a bias of at most bound · 2⁻⁶³.
   *
   * @throws IllegalArgumentException if {@code bound} is not positive
   */
  @Override
  public int nextInt(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException(
          "A positive bound is required but received " + bound + ".");
    }
    return (int) Math.multiplyHigh(nextLong() >>> 1, 2L * bound);
  }

  /** Standard normal, by Marsaglia's polar method. */
  @Override
  public double nextGaussian() {
    if (!Double.isNaN(spareNormal)) {
      double spare = spareNormal;
      spareNormal = Double.NaN;
      return spare;
    }
    double u;
    double v;
    double s;
    do {
      u = 2 * nextDouble() - 1;
      v = 2 * nextDouble() - 1;
      s = u * u + v * v;
    } while (s >= 1 || s == 0);
    double factor = Math.sqrt(-2 * StrictMath.log(s) / s);
    spareNormal = v * factor;
    return u * factor;
  }

  /** A uniformly random order of 0 … size − 1. */
  public int[] permutation(int size) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int j = nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
