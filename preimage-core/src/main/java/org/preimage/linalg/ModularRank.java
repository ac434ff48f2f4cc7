package org.preimage.linalg;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Ranks and independent rows by sparse elimination modulo the prime 2⁶¹ − 1.
 *
 * <p>Rows found independent are independent over the rationals: a determinant that is not 0 modulo
 * a prime is not 0. The converse fails only when the prime divides every maximal minor, so a rank
 * below the number of columns is very strong evidence, not a proof.
 */
public final class ModularRank {
  private ModularRank() {}

  /**
   * Rows chosen greedily: each candidate that is independent of the candidates before it, until as
   * many as columns were found.
   *
   * <p>Fill-in depends on the order: list rows that touch the same columns near each other (for a
   * convolution: by position, not by channel). Costs at most rank · candidates · columns
   * multiplications and rank · columns numbers of memory; far less for banded matrices. To stop
   * early, throw from {@code rows}.
   *
   * @param columns n
   * @param rows the matrix
   * @param candidateOrder row numbers, best first
   * @return the chosen row numbers, in the order of the candidates
   */
  public static int[] independentRows(int columns, RowSource rows, int[] candidateOrder) {
    ModularElimination elimination = new ModularElimination(columns);
    return Arrays.stream(candidateOrder)
        .filter(row -> !elimination.isComplete() && elimination.add(rows, row))
        .toArray();
  }

  /**
   * The rank of rows 0 … {@code rowCount} − 1 modulo 2⁶¹ − 1: a lower bound of the rank over the
   * rationals, equal to it unless the prime divides all its minors.
   */
  public static int rank(int columns, RowSource rows, int rowCount) {
    return independentRows(columns, rows, IntStream.range(0, rowCount).toArray()).length;
  }
}
