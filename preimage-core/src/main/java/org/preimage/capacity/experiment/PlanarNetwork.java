package org.preimage.capacity.experiment;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A ReLU network without biases on two inputs, taken apart into all its cells in whole numbers.
 * Without biases a cell is a cone, so the cells follow each other around the circle.
 */
final class PlanarNetwork {
  /** The cells of the last layer and what was met in the layers before. */
  private final List<PlanarCell> cells;

  private final int[] fewestActive;
  private final boolean firstLayerInjective;

  private PlanarNetwork(List<PlanarCell> cells, int[] fewestActive, boolean firstLayerInjective) {
    this.cells = cells;
    this.fewestActive = fewestActive;
    this.firstLayerInjective = firstLayerInjective;
  }

  /**
   * Takes a network apart.
   *
   * @param layers weights, first layer first; the first has two columns
   */
  static PlanarNetwork of(List<IntegerMatrix> layers) {
    List<PlanarCell> cells = quadrants();
    int[] fewest = new int[layers.size()];
    boolean injective = false;
    for (int k = 0; k < fewest.length; k++) {
      List<PlanarCell> finer = new ArrayList<>();
      for (PlanarCell cell : cells) {
        refine(cell, layers.get(k), finer);
      }
      cells = finer;
      fewest[k] = cells.stream().mapToInt(PlanarCell::active).min().orElse(0);
      if (k == 0) {
        injective = cells.stream().allMatch(PlanarCell::hasFullRank);
      }
    }
    return new PlanarNetwork(cells, fewest, injective);
  }

  /** The plane as cells less than half a turn wide, mapped to themselves. */
  private static List<PlanarCell> quadrants() {
    Ray[] axes = {Ray.of(1, 0), Ray.of(0, 1), Ray.of(-1, 0), Ray.of(0, -1)};
    List<PlanarCell> cells = new ArrayList<>();
    for (int k = 0; k < 4; k++) {
      cells.add(new PlanarCell(axes[k], axes[(k + 1) % 4], List.of(axes[0], axes[1])));
    }
    return cells;
  }

  /** Cuts a cell where units of the next layer change sign. */
  private static void refine(PlanarCell cell, IntegerMatrix weights, List<PlanarCell> finer) {
    List<Ray> forms = new ArrayList<>();
    List<Ray> cuts = new ArrayList<>();
    for (int i = 0; i < weights.rows(); i++) {
      Ray form = combined(weights, i, cell.outputs());
      forms.add(form);
      for (Ray zero : List.of(form.turned(), form.turned().negated())) {
        if (zero.isBetween(cell.from(), cell.to())) {
          cuts.add(zero);
        }
      }
    }
    cuts.sort((a, b) -> -a.cross(b).signum());
    cuts.add(cell.to());
    Ray from = cell.from();
    for (Ray to : cuts) {
      if (from.cross(to).signum() > 0) {
        finer.add(part(from, to, forms));
        from = to;
      }
    }
  }

  private static Ray combined(IntegerMatrix weights, int row, List<Ray> forms) {
    Ray sum = Ray.ZERO;
    for (int j = 0; j < forms.size(); j++) {
      if (!forms.get(j).isZero()) {
        sum = sum.plus(forms.get(j).times(weights.get(row, j)));
      }
    }
    return sum;
  }

  /** No form changes sign inside, so the sign in the middle is that of the part. */
  private static PlanarCell part(Ray from, Ray to, List<Ray> forms) {
    Ray middle = from.plus(to);
    List<Ray> outputs = new ArrayList<>();
    for (Ray form : forms) {
      outputs.add(form.dot(middle).signum() > 0 ? form : Ray.ZERO);
    }
    return new PlanarCell(from, to, outputs);
  }

  /** The fewest units of layer {@code layer}, counted from 1, that are positive inside a cell. */
  int fewestActive(int layer) {
    return fewestActive[layer - 1];
  }

  boolean isFirstLayerInjective() {
    return firstLayerInjective;
  }

  /**
   * Two different points with one image, or nothing when the network is injective: when each cell
   * is mapped one-to-one and no two cells contain points with one image.
   */
  Optional<List<Ray>> collision() {
    for (PlanarCell cell : cells) {
      if (!cell.hasFullRank()) {
        return Optional.of(cell.collapsed());
      }
    }
    for (int a = 0; a < cells.size(); a++) {
      for (int b = a + 1; b < cells.size(); b++) {
        Optional<List<Ray>> pair = collision(cells.get(a), cells.get(b));
        if (pair.isPresent()) {
          return pair;
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Points x ≠ y of these closed cells with one image. With x and y written as combinations of the
   * outer rays, coefficients ≥ 0, the solutions are a cone, whose extreme rays tell.
   */
  private static Optional<List<Ray>> collision(PlanarCell one, PlanarCell other) {
    BigInteger[][] equations = new BigInteger[one.outputs().size()][];
    for (int i = 0; i < equations.length; i++) {
      Ray left = one.outputs().get(i);
      Ray right = other.outputs().get(i);
      equations[i] =
          new BigInteger[] {
            left.dot(one.from()),
            left.dot(one.to()),
            right.dot(other.from()).negate(),
            right.dot(other.to()).negate()
          };
      if (separates(equations[i])) {
        return Optional.empty();
      }
    }
    for (BigInteger[] solution : NonnegativeSolutions.extremeRays(equations)) {
      Ray x = one.from().times(solution[0]).plus(one.to().times(solution[1]));
      Ray y = other.from().times(solution[2]).plus(other.to().times(solution[3]));
      if (!x.equals(y)) {
        return Optional.of(List.of(x, y));
      }
    }
    return Optional.empty();
  }

  /** A unit that is positive on one closed cell but for 0 and vanishes on the other. */
  private static boolean separates(BigInteger[] row) {
    boolean one = row[0].signum() > 0 && row[1].signum() > 0;
    boolean other = row[2].signum() < 0 && row[3].signum() < 0;
    boolean onlyOne = row[2].signum() == 0 && row[3].signum() == 0;
    boolean onlyOther = row[0].signum() == 0 && row[1].signum() == 0;
    return (one && onlyOne) || (other && onlyOther);
  }
}
