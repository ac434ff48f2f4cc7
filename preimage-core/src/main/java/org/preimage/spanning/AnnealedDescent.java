package org.preimage.spanning;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Looks for an input with few active row directions by annealing: Langevin dynamics with inertia in
 * the coordinates of {@link ScaledRows}, in the potential Σ V(z_i/τ + κ), where
 *
 * <pre>V′(u) = ¾·u/(1+u)^{5/2} for u &gt; 0, V(u) = 0 for u ≤ 0, V(∞) = 1,</pre>
 *
 * while the width τ and the temperature T fall geometrically. For small τ the potential is the
 * number of active rows. A row that is inactive by the margin κτ costs nothing, so such rows stay
 * inactive when others push; the long tail of V gives up rows that are far on the active side one
 * after the other instead of all at once. This is the minimum of the energy of Gardner and Derrida
 * (J. Phys. A 21, 1988) for the spherical perceptron without margin, taken above its capacity.
 *
 * <p>A proposal only: the best point is counted in binary64, the caller confirms it exactly.
 */
final class AnnealedDescent {
  private static final double FIRST_WIDTH = 0.3;
  private static final double LAST_WIDTH = 0.01;
  private static final double FIRST_TEMPERATURE = 0.3;
  private static final double LAST_TEMPERATURE = 0.003;
  private static final float MARGIN = 0.5f;
  private static final float FRICTION = 0.1f;

  /** Times √τ: the stiffness of the potential is of order 1/τ. */
  private static final double TIME_STEP = 0.25;

  /**
   * The k-th annealing has k times as many steps: easy layers end soon, hard ones get long ones.
   */
  private static final int FIRST_STEPS = 1000;

  /**
   * So many annealings tell whether there is hope: their results differ by some percent, so the
   * search ends when the best is above {@link #HOPELESS} times the goal.
   */
  private static final int TRIALS = 5;

  private static final double HOPELESS = 1.3;

  /** Steps after which width, temperature and budget are looked at again. */
  private static final int STRIDE = 16;

  private final Layer layer;
  private final Region region;
  private final ParallelClasses classes;
  private final SplittableRandom random;
  private final SearchBudget budget;
  private final ScaledRows rows;
  private final float[] y;
  private final float[] velocity;
  private final float[] force;
  private final float[] z;
  private final float[] slope;
  private int anneals;
  private int best = Integer.MAX_VALUE;
  private double[] bestPoint = new double[0];

  AnnealedDescent(Layer layer, ParallelClasses classes, long seed, SearchBudget budget) {
    this.layer = layer;
    this.region = new Region(layer.domain());
    this.classes = classes;
    this.random = new SplittableRandom(seed);
    this.budget = budget;
    this.rows = new ScaledRows(layer);
    this.y = new float[rows.dimension()];
    this.velocity = new float[rows.dimension()];
    this.force = new float[rows.dimension()];
    this.z = new float[rows.rows()];
    this.slope = new float[rows.rows()];
  }

  /** Fewest active directions met so far. */
  int best() {
    return best;
  }

  /** Where; empty before any point was counted. */
  double[] bestPoint() {
    return bestPoint.clone();
  }

  /** Completed annealings. */
  int anneals() {
    return anneals;
  }

  /**
   * Anneals from random points until fewer than {@code goal} directions are active, {@code
   * patience} annealings in a row were no better than the best before, the goal is far away, or the
   * budget is spent.
   *
   * @return whether the goal was reached
   */
  boolean run(int goal, int patience) {
    int failures = 0;
    while (best >= goal && failures < patience && !budget.isSpent()) {
      int before = best;
      anneal((anneals + 1) * FIRST_STEPS, goal);
      failures = best < before ? 0 : failures + 1;
      if (anneals >= TRIALS && best > HOPELESS * goal) {
        break;
      }
    }
    return best < goal;
  }

  /** Anneals until {@code patience} annealings in a row were no better than the best before. */
  void runWhileImproving(int patience) {
    int failures = 0;
    while (failures < patience && !budget.isSpent()) {
      int before = best;
      anneal((anneals + 1) * FIRST_STEPS, 0);
      failures = best < before ? 0 : failures + 1;
    }
  }

  private void anneal(int steps, int goal) {
    for (int j = 0; j < y.length; j++) {
      y[j] = noise();
    }
    Arrays.fill(velocity, 0);
    rows.keepInside(y, velocity);
    int fewest = Integer.MAX_VALUE;
    for (int step = 0; step < steps; step += STRIDE) {
      if (budget.isSpent()) {
        return;
      }
      double share = (double) step / steps;
      double width = between(FIRST_WIDTH, LAST_WIDTH, share);
      double temperature = between(FIRST_TEMPERATURE, LAST_TEMPERATURE, share);
      for (int k = 0; k < STRIDE; k++) {
        rows.preActivations(y, z);
        int active = activeRows();
        if (active < fewest) {
          fewest = active;
          count();
          if (best < goal) {
            return;
          }
        }
        move((float) width, (float) temperature);
      }
      budget.countPoints(STRIDE);
    }
    anneals++;
  }

  private static double between(double first, double last, double share) {
    return first * StrictMath.pow(last / first, share);
  }

  private int activeRows() {
    int active = 0;
    for (float value : z) {
      active += value >= 0 ? 1 : 0;
    }
    return active;
  }

  /** Counts the active directions at the current point in binary64. */
  private void count() {
    double[] x = rows.input(y);
    if (!region.containsInside(x)) {
      return;
    }
    int directions = activeDirections(layer.preActivations(x));
    if (directions < best) {
      best = directions;
      bestPoint = x;
    }
  }

  private int activeDirections(double[] preActivations) {
    boolean[] met = new boolean[classes.classes()];
    int directions = 0;
    for (int i = 0; i < preActivations.length; i++) {
      int c = classes.classOf(i);
      if (c >= 0 && !met[c] && (preActivations[i] >= 0 || layer.isAlwaysActive(i))) {
        met[c] = true;
        directions++;
      }
    }
    return directions;
  }

  /** One step of the dynamics; z belongs to y on entry. */
  private void move(float width, float temperature) {
    slopes(1 / width);
    rows.transposedTimes(slope, force);
    float time = (float) (TIME_STEP * Math.sqrt(width));
    float heat = (float) Math.sqrt(2 * FRICTION * temperature);
    for (int j = 0; j < y.length; j++) {
      velocity[j] = (1 - FRICTION) * (velocity[j] - time * force[j]) + heat * noise();
      y[j] += time * velocity[j];
    }
    rows.keepInside(y, velocity);
  }

  /** V′(z/τ + κ)/τ for all rows. */
  private void slopes(float perWidth) {
    for (int i = 0; i < slope.length; i++) {
      float u = Math.max(z[i] * perWidth + MARGIN, 0f);
      float w = 1 / (1 + u);
      slope[i] = 0.75f * perWidth * u * w * w * (float) Math.sqrt(w);
    }
  }

  /** Binomial with mean 0 and variance 1: as good as a Gaussian here, and cheap. */
  private float noise() {
    return (Long.bitCount(random.nextLong()) - 32) * 0.25f;
  }
}
