package org.preimage.endtoend;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Point;
import org.preimage.linalg.GaussJordan;
import org.preimage.network.Network;
import org.preimage.spanning.Region;
import org.preimage.spanning.SearchBudget;

/**
 * Collisions between two cells of full rank, for networks with as many outputs as inputs: the
 * affine map of one cell is inverted at the image of a point of another. Random cells, so it may
 * miss folds.
 */
public final class FoldSearch {
  /** Two inputs proposed as a collision, with exact coordinates. */
  public record Pair(Point x, Point y) {}

  private static final int MAX_INPUTS = 12;
  private static final int CELLS_KEPT = 400;
  private static final double SMALLEST_PIVOT = 1e-9;

  @SuppressWarnings("ArrayRecordComponent") // made fresh, read in this class only
  private record Cell(double[] x, double[] value, double[][] inverse) {}

  private final Network network;
  private final Domain domain;
  private final RandomGenerator random;
  private final SearchBudget budget;
  private final int n;
  private final int front;
  private final List<Cell> cells = new ArrayList<>();

  private FoldSearch(
      Network network, Domain domain, RandomGenerator random, SearchBudget budget, int front) {
    this.network = network;
    this.domain = domain;
    this.random = random;
    this.budget = budget;
    this.n = domain.size();
    this.front = front;
  }

  /**
   * Searches until a pair is found or the budget is spent; empty at once where it does not apply.
   */
  public static Optional<Pair> run(
      Network network, Domain domain, RandomGenerator random, SearchBudget budget) {
    Indices outputs = network.subject().outputs();
    boolean opaque = network.subject().nodes().stream().anyMatch(Node.Opaque.class::isInstance);
    if (opaque || outputs.size() != 1 || domain.size() > MAX_INPUTS) {
      return Optional.empty();
    }
    int front = outputs.get(0);
    while (network.subject().nodes().get(front) instanceof Node.OneToOne oneToOne) {
      front = oneToOne.source();
    }
    return network.subject().nodes().get(front).size() == domain.size()
        ? new FoldSearch(network, domain, random, budget, front).run()
        : Optional.empty();
  }

  private Optional<Pair> run() {
    while (!budget.isSpent()) {
      Optional<Cell> cell = cell(DomainSampler.sample(domain, random));
      if (cell.isEmpty()) {
        continue;
      }
      for (Cell other : cells) {
        Optional<Pair> pair = collide(cell.get(), other).or(() -> collide(other, cell.get()));
        if (pair.isPresent()) {
          return pair;
        }
      }
      if (cells.size() < CELLS_KEPT) {
        cells.add(cell.get());
      } else {
        cells.set(random.nextInt(CELLS_KEPT), cell.get());
      }
    }
    return Optional.empty();
  }

  private Optional<Cell> cell(double[] x) {
    budget.countPoints(1);
    double[][] trace = network.trace(x);
    double[][] jacobian = new double[n][n];
    for (int j = 0; j < n; j++) {
      double[] unit = new double[n];
      unit[j] = 1;
      double[] column = network.derivative(trace, unit)[front];
      for (int i = 0; i < n; i++) {
        jacobian[i][j] = column[i];
      }
    }
    double[][] inverse = new double[n][n];
    return GaussJordan.invert(jacobian, inverse, SMALLEST_PIVOT)
        ? Optional.of(new Cell(x, trace[front], inverse))
        : Optional.empty();
  }

  /** A point of the second cell with the image of the first cell's point, if it lies there. */
  private Optional<Pair> collide(Cell first, Cell second) {
    double[] y = second.x().clone();
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        y[i] += second.inverse()[i][k] * (first.value()[k] - second.value()[k]);
      }
    }
    if (distance(first.x(), y) <= 1e-6 * (1 + norm(y)) || !new Region(domain).containsInside(y)) {
      return Optional.empty();
    }
    if (distance(network.trace(y)[front], first.value()) > 1e-9 * (1 + norm(first.value()))) {
      return Optional.empty();
    }
    Point x = Point.of(first.x());
    return SameOutput.inCellOf(network, y, first.x())
        .filter(exact -> !exact.equals(x))
        .map(exact -> new Pair(x, exact));
  }

  private static double norm(double[] x) {
    return distance(x, new double[x.length]);
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }
}
