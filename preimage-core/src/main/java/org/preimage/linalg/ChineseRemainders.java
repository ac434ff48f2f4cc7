package org.preimage.linalg;

import java.math.BigInteger;
import java.util.Arrays;

/** Integers known by their residues modulo more and more primes; the one nearest to 0 is meant. */
public final class ChineseRemainders {
  private final BigInteger[] values;
  private BigInteger modulus = BigInteger.ONE;
  private int unchanged;

  /** Some unknown integers. */
  public ChineseRemainders(int count) {
    this.values = new BigInteger[count];
    Arrays.fill(values, BigInteger.ZERO);
  }

  /**
   * Takes the residues modulo a new prime.
   *
   * @param residues congruent integers, one for each unknown
   */
  public void add(long[] residues, long prime) {
    BigInteger p = BigInteger.valueOf(prime);
    long inverse = modulus.modInverse(p).longValueExact();
    BigInteger next = modulus.multiply(p);
    BigInteger half = next.shiftRight(1);
    boolean changed = false;
    for (int i = 0; i < values.length; i++) {
      long own = values[i].mod(p).longValueExact();
      long step = Math.floorMod((residues[i] - own) % prime * inverse, prime);
      if (step != 0) {
        BigInteger value = values[i].add(modulus.multiply(BigInteger.valueOf(step)));
        BigInteger near = value.compareTo(half) > 0 ? value.subtract(next) : value;
        changed |= !near.equals(values[i]);
        values[i] = near;
      }
    }
    modulus = next;
    unchanged = changed ? 0 : unchanged + 1;
  }

  /** How many primes in a row have confirmed all values. */
  public int confirmations() {
    return unchanged;
  }

  /** The integer nearest to 0 with the residues seen so far. */
  public BigInteger value(int i) {
    return values[i];
  }
}
