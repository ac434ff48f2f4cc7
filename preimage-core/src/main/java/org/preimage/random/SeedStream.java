package org.preimage.random;

/**
 * A node of the tree of seeds: trial k of an experiment draws from {@code root.child(k)} and can be
 * repeated alone.
 *
 * <p>Different children of one stream have different keys, because the key is a one-to-one function
 * of the child's number. Keys in different branches coincide with probability 2⁻⁶⁴ a pair.
 *
 * @param key any 64 bits
 */
public record SeedStream(long key) {
  static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  /** The root for a seed that a user chose. */
  public static SeedStream of(long seed) {
    return new SeedStream(mix(seed + GOLDEN_RATIO));
  }

  /** Stream number {@code number} below this one. */
  public SeedStream child(long number) {
    return new SeedStream(mix(mix(key) + GOLDEN_RATIO * (number + 1)));
  }

  /** The stream of a part of the work with a name, such as "weights". */
  public SeedStream child(String name) {
    long number = 0;
    for (int i = 0; i < name.length(); i++) {
      number = mix(number + name.charAt(i) + GOLDEN_RATIO);
    }
    return child(number);
  }

  /** A fresh generator at the beginning of this stream's numbers. */
  public RandomNumbers numbers() {
    return new RandomNumbers(key);
  }

  /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014), a permutation of the 64-bit numbers. */
  static long mix(long z) {
    long y = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long x = (y ^ (y >>> 27)) * 0x94D049BB133111EBL;
    return x ^ (x >>> 31);
  }
}
