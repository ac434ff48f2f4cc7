package org.preimage.inversion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Levenberg–Marquardt for several starts at once. On a piecewise quadratic objective an undamped
 * step is the exact minimum of the cell it starts in, so the method ends after finitely many steps
 * once the cell is right; on the way there kinks are crossed deliberately: of steps with several
 * dampings, whose values cost a fraction of a Jacobian, the best one is taken.
 */
final class GaussNewton {
  /** The damping tried first in an iteration, relative to the last one. */
  private static final double[] EXPECTED = {0.1};

  /** The others, where that one did not lower the cost much. */
  private static final double[] OTHERS = {1e-3, 1, 10};

  /**
   * Where none of them lowers the cost, the next iteration begins with a damping so much higher.
   */
  private static final double FAILED = 1000;

  /** … and is at least this. */
  private static final double NOTICED = 1e-4;

  /** A step to this part of the cost was predicted well by its equations. */
  private static final double QUICK = 0.6;

  private static final double FIRST_DAMPING = 1;
  private static final double LEAST_DAMPING = 1e-12;
  private static final double MOST_DAMPING = 1e8;

  /** A relative decrease below this counts as idle. */
  private static final double NOTICEABLE = 1e-2;

  private final ForwardModel core;
  private final Misfit misfit;
  private final Prior prior;
  private final double solved;
  private final int idleLimit;

  /**
   * @param solved cost, relative to that of predicting nothing, at which the residuals count as
   *     zero
   * @param idleLimit iterations in a row without noticeable decrease after which a start is given
   *     up
   */
  GaussNewton(ForwardModel core, Misfit misfit, Prior prior, double solved, int idleLimit) {
    this.core = core;
    this.misfit = misfit;
    this.prior = prior;
    this.solved = solved * misfit.scale();
    this.idleLimit = idleLimit;
  }

  /** Fresh descents, linearised at their starts. */
  List<Track> begin(double[][] starts) {
    List<Track> tracks = new ArrayList<>();
    for (double[] start : starts) {
      tracks.add(new Track(start, FIRST_DAMPING));
    }
    linearize(tracks);
    return tracks;
  }

  /** The same descent, going on with these residuals. */
  Track resume(Track track) {
    Track resumed = new Track(track.code, LEAST_DAMPING);
    resumed.iterations = track.iterations;
    linearize(List.of(resumed));
    return resumed;
  }

  /** The same descent with the cost these residuals have, going no further. */
  Track judged(Track track) {
    Track judged = new Track(track.code, track.damping);
    judged.iterations = track.iterations;
    double[] values = core.values(new double[][] {track.code})[0];
    judged.cost = misfit.cost(values) + PriorTerm.cost(prior, track.code);
    judged.end = Track.End.STALLED;
    return judged;
  }

  /** The codes of least cost. */
  double[][] cheapest(double[][] codes, int count) {
    double[][] values = core.values(codes);
    double[] costs = new double[codes.length];
    Arrays.setAll(costs, k -> misfit.cost(values[k]) + PriorTerm.cost(prior, codes[k]));
    return IntStream.range(0, codes.length)
        .boxed()
        .sorted(Comparator.comparingDouble(k -> costs[k]))
        .limit(count)
        .map(k -> codes[k])
        .toArray(double[][]::new);
  }

  /** One iteration of every running descent. */
  void advance(List<Track> tracks) {
    List<Track> running = tracks.stream().filter(Track::running).toList();
    running.forEach(Track::nextIteration);
    tryDampings(running, EXPECTED);
    List<Track> unsure =
        running.stream().filter(t -> !t.stale && t.cost > QUICK * t.costBefore).toList();
    tryDampings(unsure, OTHERS);
    List<Track> moving = new ArrayList<>();
    for (Track track : running) {
      boolean stale = track.stale;
      judge(track);
      if (track.running() && (track.moved || stale)) {
        moving.add(track);
      }
    }
    prepare(moving);
  }

  /** Steps with several dampings; the best one that lowers the cost is taken. */
  private void tryDampings(List<Track> tracks, double[] factors) {
    List<double[]> trials = new ArrayList<>();
    for (Track track : tracks) {
      for (double factor : factors) {
        trials.add(trial(track, Math.max(track.dampingBefore * factor, LEAST_DAMPING)));
      }
    }
    if (trials.isEmpty()) {
      return;
    }
    double[][] values = core.values(trials.toArray(new double[0][]));
    for (int k = 0; k < values.length; k++) {
      Track track = tracks.get(k / factors.length);
      double[] code = trials.get(k);
      double cost = misfit.cost(values[k]) + PriorTerm.cost(prior, code);
      if (cost < track.cost) {
        track.move(code, values[k], cost, track.dampingBefore * factors[k % factors.length]);
      }
    }
  }

  private double[] trial(Track track, double damping) {
    NormalSystem equations = Objects.requireNonNull(track.equations);
    double[] step = equations.step(damping * equations.meanCurvature());
    double[] code = track.codeBefore.clone();
    for (int j = 0; step != null && j < code.length; j++) {
      code[j] += step[j];
    }
    return PriorTerm.admissible(prior, code);
  }

  /** Whether a descent ends after this iteration. */
  private void judge(Track track) {
    boolean noticed = track.cost < (1 - NOTICEABLE) * track.costBefore;
    track.idle = noticed ? 0 : track.stale ? track.idle : track.idle + 1;
    if (!track.moved && !track.stale) {
      track.damping = Math.max(track.dampingBefore * FAILED, NOTICED);
    }
    track.damping = Math.min(Math.max(track.damping, LEAST_DAMPING), MOST_DAMPING);
    if (track.cost <= solved) {
      track.end = Track.End.SOLVED;
    } else if (track.idle >= idleLimit
        || (!track.moved && !track.stale && track.damping >= MOST_DAMPING)) {
      track.end = Track.End.STALLED;
    }
  }

  /**
   * Equations for the next steps. Where the last step did what its equations said, kinks crossed
   * were few: their Jacobian serves again, with the residuals where it led.
   */
  private void prepare(List<Track> tracks) {
    List<Track> fresh = new ArrayList<>();
    for (Track track : tracks) {
      if (track.cost <= QUICK * track.costBefore) {
        reuse(track, track.values);
      } else {
        fresh.add(track);
      }
    }
    linearize(fresh);
  }

  private void reuse(Track track, double[] values) {
    double[] jacobian = Objects.requireNonNull(track.jacobian);
    formulate(track, new Linearization(values, jacobian));
    track.stale = true;
  }

  private void linearize(List<Track> tracks) {
    if (tracks.isEmpty()) {
      return;
    }
    Linearization[] all = core.linearize(tracks.stream().map(t -> t.code).toArray(double[][]::new));
    for (int k = 0; k < all.length; k++) {
      formulate(tracks.get(k), all[k]);
      tracks.get(k).stale = false;
    }
  }

  private void formulate(Track track, Linearization at) {
    track.jacobian = at.jacobian();
    track.equations = misfit.normalSystem(at);
    PriorTerm.join(prior, track.equations, track.code);
    track.cost = track.equations.cost();
  }
}
