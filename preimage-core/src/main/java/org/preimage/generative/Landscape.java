package org.preimage.generative;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.preimage.inversion.ForwardModel;
import org.preimage.inversion.Measurement;
import org.preimage.random.RandomNumbers;
import org.preimage.random.SeedStream;

/**
 * The cost ½‖A(G(z) − G(z*))‖² of inversion on a square grid around z* in a plane of code space
 * (Ma, Ayaz, Karaman 2018, Fig. 4). What it says about minima holds on the grid, in floating point.
 */
public final class Landscape {
  private final double[] centre;
  private final double[][] directions;
  private final LandscapeOptions options;
  private final double[][] costs;
  private final Plateaus plateaus;
  private final List<Minimum> minima;

  private Landscape(
      double[] centre,
      double[][] directions,
      LandscapeOptions options,
      double[][] costs,
      Plateaus plateaus,
      List<Minimum> minima) {
    this.centre = centre;
    this.directions = directions;
    this.options = options;
    this.costs = costs;
    this.plateaus = plateaus;
    this.minima = List.copyOf(minima);
  }

  /**
   * A minimum: grid points of equal cost, joined through neighbours, all of whose other neighbours
   * cost more. A single point inside the grid was also looked at more closely: where descending
   * from it leads far away, as in a valley narrower than the grid, it does not count.
   *
   * @param points how many; more than one is a flat minimum
   * @param first offset along the first direction of its point nearest to the centre
   * @param second offset along the second direction
   * @param cost at each of them
   * @param atEdge whether it reaches the edge of the grid, so that the cost may go on falling
   * @param atCentre whether z* is one of the points
   */
  public record Minimum(
      int points, double first, double second, double cost, boolean atEdge, boolean atCentre) {}

  /**
   * Evaluates the cost at grid² codes.
   *
   * @param model all outputs of the generator
   * @param code z*, at least two coordinates
   * @param progress told the share done
   * @throws IllegalArgumentException if the code has fewer than two coordinates or does not fit
   */
  public static Landscape of(
      ForwardModel model,
      Measurement measurement,
      double[] code,
      LandscapeOptions options,
      DoubleConsumer progress) {
    if (code.length < 2) {
      throw new IllegalArgumentException(
          "A landscape requires at least two latent coordinates but received " + code.length + ".");
    }
    double[] centre = code.clone();
    double[][] directions = directions(centre.length, options);
    try (Observer observer = new Observer(model, measurement)) {
      double[] target = observer.values(new double[][] {centre})[0];
      Slice slice = new Slice(observer, target, centre, directions);
      double[] offsets = new double[options.grid()];
      Arrays.setAll(offsets, k -> offset(options, k));
      double[][] costs = new double[options.grid()][];
      for (int i = 0; i < costs.length; i++) {
        costs[i] = slice.costs(offsets, offsets[i]);
        progress.accept((i + 1.0) / options.grid());
      }
      Plateaus plateaus = Plateaus.of(costs, Slice.halfSquared(target));
      List<Minimum> minima = minima(costs, plateaus, options, slice);
      return new Landscape(centre, directions, options, costs, plateaus, minima);
    }
  }

  /** z*, the code at the middle of the grid. */
  public double[] centre() {
    return centre.clone();
  }

  /** What was asked for. */
  public LandscapeOptions options() {
    return options;
  }

  /** Where grid line k lies along its direction: −span for the first, 0 for the middle one. */
  public double offset(int k) {
    return offset(options, k);
  }

  /** The code at offsets along both directions. */
  public double[] code(double first, double second) {
    return Slice.moved(centre, directions, first, second);
  }

  /** Costs: row i has offset i along the second direction, column j offset j along the first. */
  public double[][] costs() {
    double[][] copy = new double[costs.length][];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = costs[i].clone();
    }
    return copy;
  }

  /** All minima on the grid, cheapest first; near the centre before others of the same cost. */
  public List<Minimum> minima() {
    return minima;
  }

  private static List<Minimum> minima(
      double[][] costs, Plateaus plateaus, LandscapeOptions options, Slice slice) {
    List<Minimum> minima = new ArrayList<>();
    int middle = options.grid() / 2;
    double step = options.span() / middle;
    for (Plateaus.Plateau plateau : plateaus.minima()) {
      int[] at = plateau.nearest(middle);
      int last = options.grid() - 1;
      boolean edge = plateau.points().stream().anyMatch(p -> isEdge(p, last));
      boolean centre = at[0] == middle && at[1] == middle;
      double x = offset(options, at[1]);
      double y = offset(options, at[0]);
      if (plateau.points().size() > 1 || edge || centre || slice.descentStays(x, y, step)) {
        double cost = costs[at[0]][at[1]];
        minima.add(new Minimum(plateau.points().size(), x, y, cost, edge, centre));
      }
    }
    minima.sort(
        Comparator.comparingDouble(Minimum::cost)
            .thenComparingDouble(m -> Math.hypot(m.first(), m.second())));
    return minima;
  }

  /** Whether other codes on the grid share the observed output of z*, up to rounding. */
  public boolean flat() {
    return minima().stream().anyMatch(m -> m.atCentre() && m.points() > 1);
  }

  /**
   * The code farthest from z* in its flat minimum; z* itself where that is a point. With z* it is a
   * candidate pair for a certificate.
   */
  public double[] farthestTwin() {
    int middle = options.grid() / 2;
    int[] at = {middle, middle};
    for (int[] point : plateaus.around(middle).points()) {
      if (Math.hypot(point[0] - middle, point[1] - middle)
          > Math.hypot(at[0] - middle, at[1] - middle)) {
        at = point;
      }
    }
    return code(offset(at[1]), offset(at[0]));
  }

  /**
   * Share of the grid where a descent does not move: points whose eight neighbours cost the same.
   */
  public double levelShare() {
    return plateaus.levelShare();
  }

  private static boolean isEdge(int[] point, int last) {
    return point[0] == 0 || point[1] == 0 || point[0] == last || point[1] == last;
  }

  private static double offset(LandscapeOptions options, int k) {
    int middle = options.grid() / 2;
    return options.span() * (k - middle) / middle;
  }

  private static double[][] directions(int n, LandscapeOptions options) {
    double[][] directions = new double[2][n];
    if (options.directions() == LandscapeOptions.Directions.AXES) {
      directions[0][0] = 1;
      directions[1][1] = 1;
      return directions;
    }
    RandomNumbers numbers = SeedStream.of(options.seed()).child("directions").numbers();
    for (int k = 0; k < 2; k++) {
      for (int j = 0; j < n; j++) {
        directions[k][j] = numbers.nextGaussian();
      }
    }
    normalize(directions[0]);
    // Twice, against cancellation.
    for (int pass = 0; pass < 2; pass++) {
      double along = 0;
      for (int j = 0; j < n; j++) {
        along += directions[0][j] * directions[1][j];
      }
      for (int j = 0; j < n; j++) {
        directions[1][j] -= along * directions[0][j];
      }
      normalize(directions[1]);
    }
    return directions;
  }

  private static void normalize(double[] v) {
    double length = 0;
    for (double x : v) {
      length = Math.hypot(length, x);
    }
    for (int j = 0; j < v.length; j++) {
      v[j] /= length;
    }
  }
}
