package org.preimage.endtoend;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.preimage.certificate.Subject;
import org.preimage.linalg.ChineseRemainders;
import org.preimage.network.Network;
import org.preimage.network.ResidueCell;

/**
 * The affine map x ↦ Jx + c that a piecewise linear network is in the cell of a point: its ranks
 * modulo a prime, and single rows exactly. Deep convolutional networks cost one evaluation a column
 * and prime. A proposal for the checker: signs come from a binary64 trace.
 */
final class CellMap {
  /** Rows are taken as known when so many further primes have confirmed them. */
  private static final int CONFIRMATIONS = 2;

  /** Longer numbers do not fit into a certificate. */
  private static final int MOST_PRIMES = 500;

  private final Network network;
  private final Subject subject;
  private final double[][] trace;
  private final int n;
  private final long firstPrime;

  CellMap(Network network, double[] x) {
    this.network = network;
    this.subject = network.subject();
    this.trace = network.trace(x);
    this.n = network.inputSize();
    this.firstPrime = primeUpTo(ResidueCell.largestModulus(network));
  }

  double[][] trace() {
    return trace;
  }

  /** A prime for rank questions; almost every rational rank is that modulo it. */
  long prime() {
    return firstPrime;
  }

  /** Rows (J | c) of some entries modulo a prime. */
  long[][] residues(Entries entries, long prime) {
    ResidueCell cell = ResidueCell.of(network, trace, prime);
    long[][] rows = new long[entries.size()][n + 1];
    int last = entries.lastNode();
    for (int j = 0; j <= n; j++) {
      double[][] column = cell.column(j, last);
      for (int i = 0; i < rows.length; i++) {
        rows[i][j] = (long) column[entries.node()[i]][entries.entry()[i]];
      }
    }
    return rows;
  }

  /** Which of the entries have independent derivatives, by elimination modulo {@link #prime}. */
  ResidueRows independent(Entries entries) {
    ResidueRows independent = new ResidueRows(firstPrime, n);
    long[][] rows = residues(entries, firstPrime);
    for (int i = 0; i < rows.length && independent.rank() < n; i++) {
      independent.add(i, Arrays.copyOf(rows[i], n));
    }
    return independent;
  }

  /** The exact rows (J | c) of some entries; empty when the numbers are too long. */
  Optional<ExactRow[]> rows(Entries entries) {
    ChineseRemainders integers = new ChineseRemainders(entries.size() * (n + 1));
    BigInteger[] denominators = Denominators.of(subject);
    long prime = firstPrime;
    for (int k = 0; k < MOST_PRIMES; k++, prime = primeUpTo(prime - 1)) {
      integers.add(numerators(entries, denominators, prime), prime);
      if (integers.confirmations() == CONFIRMATIONS) {
        ExactRow[] rows = new ExactRow[entries.size()];
        Arrays.setAll(rows, i -> row(integers, i, denominators[entries.node()[i]]));
        return Optional.of(rows);
      }
    }
    return Optional.empty();
  }

  private ExactRow row(ChineseRemainders integers, int i, BigInteger denominator) {
    BigInteger[] numerators = new BigInteger[n + 1];
    Arrays.setAll(numerators, j -> integers.value(i * (n + 1) + j));
    return new ExactRow(numerators, denominator);
  }

  private long[] numerators(Entries entries, BigInteger[] denominators, long prime) {
    long[][] rows = residues(entries, prime);
    long[] numerators = new long[rows.length * (n + 1)];
    BigInteger p = BigInteger.valueOf(prime);
    for (int i = 0; i < rows.length; i++) {
      long factor = denominators[entries.node()[i]].mod(p).longValueExact();
      for (int j = 0; j <= n; j++) {
        numerators[i * (n + 1) + j] = Math.floorMod(rows[i][j] * factor, prime);
      }
    }
    return numerators;
  }

  private static long primeUpTo(long most) {
    long candidate = most;
    while (!BigInteger.valueOf(candidate).isProbablePrime(40)) {
      candidate--;
    }
    return candidate;
  }
}
