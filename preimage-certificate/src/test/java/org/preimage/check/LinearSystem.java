package org.preimage.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Exact feasibility of linear equations and inequalities in free variables, with at most one strict
 * inequality: substitution, then the simplex method with least-index rules, which cannot cycle.
 */
final class LinearSystem {
  /** Number of variables; a form has this many coefficients and then its constant. */
  private final int variables;

  private final List<Fraction[]> equations = new ArrayList<>();
  private final List<Fraction[]> rows = new ArrayList<>();
  private Fraction[] objective;
  private boolean strict;
  private int[] basic = new int[0];
  private final int[] nonbasic;

  LinearSystem(int variables) {
    this.variables = variables;
    this.nonbasic = new int[variables];
    this.objective = new Fraction[variables + 1];
    Arrays.fill(objective, Fraction.ZERO);
  }

  void zero(Fraction[] form) {
    equations.add(form.clone());
  }

  void notNegative(Fraction[] form) {
    rows.add(form.clone());
  }

  /** At most one. */
  void positive(Fraction[] form) {
    objective = form.clone();
    strict = true;
  }

  boolean feasible() {
    boolean[] fixed = new boolean[variables];
    if (!substituteEquations(fixed)) {
      return false;
    }
    boolean unbounded = replaceFreeVariables(fixed);
    basic = new int[rows.size()];
    Arrays.setAll(basic, i -> variables + i);
    Arrays.setAll(nonbasic, j -> j);
    return reachFeasibility() && (!strict || unbounded || reachPositive());
  }

  private boolean substituteEquations(boolean[] fixed) {
    for (int e = 0; e < equations.size(); e++) {
      Fraction[] equation = equations.get(e);
      int v = firstNonZero(equation);
      if (v == variables) {
        if (equation[v].signum() != 0) {
          return false;
        }
      } else {
        fixed[v] = true;
        for (int k = e + 1; k < equations.size(); k++) {
          equations.set(k, without(equations.get(k), equation, v));
        }
        rows.replaceAll(row -> without(row, equation, v));
        objective = without(objective, equation, v);
      }
    }
    return true;
  }

  private int firstNonZero(Fraction[] form) {
    int v = 0;
    while (v < variables && form[v].signum() == 0) {
      v++;
    }
    return v;
  }

  private static Fraction[] without(Fraction[] row, Fraction[] equation, int v) {
    if (row[v].signum() == 0) {
      return row;
    }
    Fraction factor = row[v].over(equation[v]).negate();
    Fraction[] sum = new Fraction[row.length];
    Arrays.setAll(sum, j -> row[j].plus(equation[j].times(factor)));
    return sum;
  }

  /**
   * Replaces each variable by a slack; true when the objective grows along a variable left over.
   */
  private boolean replaceFreeVariables(boolean[] fixed) {
    boolean unbounded = false;
    for (int v = 0; v < variables; v++) {
      int r = 0;
      while (r < rows.size() && rows.get(r)[v].signum() == 0) {
        r++;
      }
      if (r < rows.size()) {
        pivot(r, v);
        rows.remove(r);
      } else if (!fixed[v]) {
        unbounded |= objective[v].signum() != 0;
      }
    }
    return unbounded;
  }

  /** Solves row r for its variable v, and puts the result into every other row. */
  private void pivot(int r, int v) {
    Fraction[] row = rows.get(r);
    Fraction[] solved = new Fraction[row.length];
    Fraction scale = Fraction.ONE.over(row[v]);
    Arrays.setAll(solved, j -> j == v ? scale : row[j].times(scale).negate());
    rows.set(r, solved);
    for (int k = 0; k < rows.size(); k++) {
      if (k != r) {
        rows.set(k, inserted(rows.get(k), solved, v));
      }
    }
    objective = inserted(objective, solved, v);
  }

  private static Fraction[] inserted(Fraction[] row, Fraction[] solved, int v) {
    Fraction factor = row[v];
    if (factor.signum() == 0) {
      return row;
    }
    Fraction[] result = new Fraction[row.length];
    Arrays.setAll(
        result, j -> j == v ? solved[j].times(factor) : row[j].plus(solved[j].times(factor)));
    return result;
  }

  private void exchange(int r, int v) {
    pivot(r, v);
    int index = basic[r];
    basic[r] = nonbasic[v];
    nonbasic[v] = index;
  }

  private boolean reachFeasibility() {
    while (true) {
      int r = -1;
      for (int k = 0; k < rows.size(); k++) {
        if (rows.get(k)[variables].signum() < 0 && (r < 0 || basic[k] < basic[r])) {
          r = k;
        }
      }
      if (r < 0) {
        return true;
      }
      int v = entering(rows.get(r));
      if (v < 0) {
        return false;
      }
      exchange(r, v);
    }
  }

  /** The column of least index with a positive coefficient, or −1. */
  private int entering(Fraction[] row) {
    int v = -1;
    for (int j = 0; j < variables; j++) {
      if (row[j].signum() > 0 && (v < 0 || nonbasic[j] < nonbasic[v])) {
        v = j;
      }
    }
    return v;
  }

  private boolean reachPositive() {
    while (objective[variables].signum() <= 0) {
      int v = entering(objective);
      if (v < 0) {
        return false;
      }
      int r = leaving(v);
      if (r < 0) {
        return true;
      }
      exchange(r, v);
    }
    return true;
  }

  private int leaving(int v) {
    int best = -1;
    Fraction least = Fraction.ZERO;
    for (int k = 0; k < rows.size(); k++) {
      Fraction coefficient = rows.get(k)[v];
      if (coefficient.signum() < 0) {
        Fraction ratio = rows.get(k)[variables].over(coefficient.negate());
        int order = best < 0 ? -1 : ratio.compareTo(least);
        if (order < 0 || (order == 0 && basic[k] < basic[best])) {
          best = k;
          least = ratio;
        }
      }
    }
    return best;
  }
}
