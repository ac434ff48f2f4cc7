package org.preimage.spanning;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Another oracle, for layers without biases on Rⁿ: visits all cells through the rays at their
 * corners, in exact integers. Shares no code with the product or with {@link BruteForceLayer}, and
 * takes more rows and one input more.
 *
 * <p>Each cell of a central arrangement of full rank has an extreme ray in its closure. At such a
 * ray the rows not orthogonal to it have their signs, and the others are a central arrangement in
 * one dimension less; where the rank is not full, a direction that no row sees is divided out.
 */
final class RayOracle {
  private final TinyLayer layer;
  private final int n;
  private boolean injective = true;
  private int fewest;

  private RayOracle(TinyLayer layer) {
    this.layer = layer;
    this.n = layer.inputs();
    this.fewest = layer.outputs();
  }

  /**
   * What all cells together say.
   *
   * @param injective whether the active rows span everywhere
   * @param fewest active rows in any cell; zero rows are always active
   */
  record Answer(boolean injective, int fewest) {}

  static Answer of(TinyLayer layer) {
    RayOracle oracle = new RayOracle(layer);
    List<Integer> undecided = new ArrayList<>();
    List<long[]> forms = new ArrayList<>();
    List<Integer> active = new ArrayList<>();
    for (int i = 0; i < layer.outputs(); i++) {
      if (Arrays.stream(layer.rows()[i]).allMatch(w -> w == 0)) {
        active.add(i);
      } else {
        undecided.add(i);
        forms.add(layer.rows()[i]);
      }
    }
    oracle.visit(active, undecided, forms, oracle.n);
    return new Answer(oracle.injective, oracle.fewest);
  }

  private void visit(List<Integer> active, List<Integer> rows, List<long[]> forms, int dimension) {
    if (active.size() >= fewest && (!injective || rank(active) == n)) {
      return;
    }
    if (rows.isEmpty()) {
      fewest = Math.min(fewest, active.size());
      injective &= rank(active) == n;
      return;
    }
    for (long[] ray : rays(forms, dimension)) {
      turn(ray, active, rows, forms, dimension);
    }
  }

  private int rank(List<Integer> rows) {
    return BruteForceLayer.rank(rows.stream().map(i -> layer.rows()[i]).toList());
  }

  /** Decides the rows that the ray decides, and leaves the others to the quotient by it. */
  private void turn(
      long[] ray, List<Integer> active, List<Integer> rows, List<long[]> forms, int dimension) {
    int gone = 0;
    while (ray[gone] == 0) {
      gone++;
    }
    List<Integer> decided = new ArrayList<>(active);
    List<Integer> leftRows = new ArrayList<>();
    List<long[]> leftForms = new ArrayList<>();
    for (int k = 0; k < rows.size(); k++) {
      long value = product(forms.get(k), ray);
      if (value > 0) {
        decided.add(rows.get(k));
      } else if (value == 0) {
        leftRows.add(rows.get(k));
        leftForms.add(without(forms.get(k), gone));
      }
    }
    visit(decided, leftRows, leftForms, dimension - 1);
  }

  private static long product(long[] a, long[] b) {
    long sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum = Math.addExact(sum, Math.multiplyExact(a[j], b[j]));
    }
    return sum;
  }

  private static long[] without(long[] form, int j) {
    long[] shorter = new long[form.length - 1];
    System.arraycopy(form, 0, shorter, 0, j);
    System.arraycopy(form, j + 1, shorter, j, shorter.length - j);
    return shorter;
  }

  /** Both directions of every line in which all but one dimension of the forms vanish. */
  private static List<long[]> rays(List<long[]> forms, int dimension) {
    Set<List<Long>> lines = new HashSet<>();
    List<long[]> rays = new ArrayList<>();
    choose(forms, 0, new ArrayList<>(), dimension, lines, rays);
    if (rays.isEmpty()) {
      // Rank below dimension − 1: any direction in the kernel of all is seen by none.
      rays.add(kernel(independent(forms, dimension), dimension));
    }
    return rays;
  }

  private static void choose(
      List<long[]> forms,
      int from,
      List<long[]> chosen,
      int dimension,
      Set<List<Long>> lines,
      List<long[]> rays) {
    if (chosen.size() == dimension - 1) {
      long[] ray = kernel(chosen, dimension);
      if (lines.add(Arrays.stream(ray).boxed().toList())) {
        rays.add(ray);
        rays.add(Arrays.stream(ray).map(x -> -x).toArray());
      }
      return;
    }
    for (int k = from; k < forms.size(); k++) {
      chosen.add(forms.get(k));
      if (BruteForceLayer.rank(chosen) == chosen.size()) {
        choose(forms, k + 1, chosen, dimension, lines, rays);
      }
      chosen.remove(chosen.size() - 1);
    }
  }

  private static List<long[]> independent(List<long[]> forms, int dimension) {
    List<long[]> basis = new ArrayList<>();
    for (long[] form : forms) {
      basis.add(form);
      if (basis.size() > dimension || BruteForceLayer.rank(basis) < basis.size()) {
        basis.remove(basis.size() - 1);
      }
    }
    return basis;
  }

  /**
   * A vector orthogonal to independent rows, fewer than there are columns; first entry positive.
   */
  private static long[] kernel(List<long[]> rows, int dimension) {
    long[][] a = rows.stream().map(long[]::clone).toArray(long[][]::new);
    int[] pivots = new int[a.length];
    boolean[] isPivot = new boolean[dimension];
    for (int r = 0; r < a.length; r++) {
      int j = 0;
      while (a[r][j] == 0) {
        j++;
      }
      pivots[r] = j;
      isPivot[j] = true;
      for (int s = 0; s < a.length; s++) {
        if (s != r) {
          cancel(a[s], a[r], j);
        }
      }
    }
    int free = 0;
    while (isPivot[free]) {
      free++;
    }
    long common = 1;
    for (int r = 0; r < a.length; r++) {
      long pivot = Math.abs(a[r][pivots[r]]);
      common = Math.multiplyExact(common, pivot / divisor(new long[] {common, pivot}));
    }
    long[] kernel = new long[dimension];
    kernel[free] = common;
    for (int r = 0; r < a.length; r++) {
      kernel[pivots[r]] =
          -Math.multiplyExact(common / Math.abs(a[r][pivots[r]]), a[r][free])
              * Long.signum(a[r][pivots[r]]);
    }
    return primitive(kernel);
  }

  private static void cancel(long[] row, long[] pivot, int j) {
    long factor = row[j];
    for (int k = 0; factor != 0 && k < row.length; k++) {
      row[k] =
          Math.subtractExact(
              Math.multiplyExact(row[k], pivot[j]), Math.multiplyExact(pivot[k], factor));
    }
    long divisor = divisor(row);
    for (int k = 0; divisor > 1 && k < row.length; k++) {
      row[k] /= divisor;
    }
  }

  private static long divisor(long[] vector) {
    BigInteger divisor = BigInteger.ZERO;
    for (long entry : vector) {
      divisor = divisor.gcd(BigInteger.valueOf(entry));
    }
    return divisor.longValueExact();
  }

  private static long[] primitive(long[] vector) {
    long first = Arrays.stream(vector).filter(entry -> entry != 0).findFirst().orElseThrow();
    long by = divisor(vector) * Long.signum(first);
    return Arrays.stream(vector).map(entry -> entry / by).toArray();
  }
}
