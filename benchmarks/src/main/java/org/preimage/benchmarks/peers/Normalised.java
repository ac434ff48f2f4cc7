package org.preimage.benchmarks.peers;

import static java.lang.Double.NEGATIVE_INFINITY;

import com.google.ortools.linearsolver.MPModelProto;

/**
 * Scaled so that the active values sum to one: p_i = max(z_i, 0), Σ p_i = 1. With ρ_i and σ_i the
 * largest z_i and −z_i that this scaling allows (see {@link RowShares}), z_i ≤ p_i ≤ ρ_i y_i and
 * p_i ≤ z_i + σ_i (1 − y_i), Σ y_i ≤ n − 1. No margin is needed. The relaxation contains the bound
 * Σ of the n − 1 largest ρ_i ≥ 1 of sparse recovery ("s-goodness", Juditsky and Nemirovski 2011).
 */
final class Normalised implements Formulation {
  private final boolean unitRows;

  /**
   * A formulation.
   *
   * @param unitRows whether rows are scaled to length one, which makes the relaxation stronger, or
   *     taken as they are
   */
  Normalised(boolean unitRows) {
    this.unitRows = unitRows;
  }

  @Override
  public String name() {
    return unitRows ? "ℓ1 MILP" : "ℓ1 MILP, rows as given";
  }

  @Override
  public boolean wantsUnitRows() {
    return unitRows;
  }

  @Override
  public MPModelProto model(double[][] rows, double limit) {
    int n = rows[0].length;
    int m = rows.length;
    RowShares shares = RowShares.of(rows, limit);
    MPModelProto.Builder model = MPModelProto.newBuilder();
    for (int j = 0; j < n; j++) {
      model.addVariable(Formulation.continuous(-RowShares.BOX, RowShares.BOX));
    }
    for (int i = 0; i < m; i++) {
      model.addVariable(Formulation.continuous(0, shares.largest(i)));
    }
    for (int i = 0; i < m; i++) {
      model.addVariable(Formulation.binary());
    }
    for (int i = 0; i < m; i++) {
      int p = n + i;
      int y = n + m + i;
      model.addConstraint(
          Formulation.addRow(Formulation.between(NEGATIVE_INFINITY, 0), 1, rows[i])
              .addVarIndex(p)
              .addCoefficient(-1));
      model.addConstraint(
          Formulation.between(NEGATIVE_INFINITY, 0)
              .addVarIndex(p)
              .addCoefficient(1)
              .addVarIndex(y)
              .addCoefficient(-shares.largest(i)));
      model.addConstraint(
          Formulation.addRow(
                  Formulation.between(NEGATIVE_INFINITY, shares.smallest(i)), -1, rows[i])
              .addVarIndex(p)
              .addCoefficient(1)
              .addVarIndex(y)
              .addCoefficient(shares.smallest(i)));
    }
    model.addConstraint(Formulation.sum(n, m, 1, 1));
    model.addConstraint(Formulation.sum(n + m, m, 0, n - 1));
    return model.build();
  }
}
