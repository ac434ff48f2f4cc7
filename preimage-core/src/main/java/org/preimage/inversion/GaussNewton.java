package org.preimage.inversion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Levenberg–Marquardt for several starts at once. On a piecewise quadratic objective an undamped
 * step is the exact minimum of the cell it starts in, so the method ends after finitely many steps
 * once the cell is right; on the way there kinks are crossed deliberately: of steps with several
 * dampings, whose values cost a fraction of a Jacobian, the best one is taken.
 */
final class GaussNewton {
  /** Dampings tried in one iteration, relative to the current one. */
  private static final double[] LADDER = {1e-3, 0.1, 1, 10};

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
   * @param solved cost at which the residuals count as zero
   * @param idleLimit iterations in a row without noticeable decrease after which a start is given
   *     up
   */
  GaussNewton(ForwardModel core, Misfit misfit, Prior prior, double solved, int idleLimit) {
    this.core = core;
    this.misfit = misfit;
    this.prior = prior;
    this.solved = solved;
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

  /** One iteration of every running descent. */
  void advance(List<Track> tracks) {
    List<Track> running = tracks.stream().filter(Track::running).toList();
    List<Track> moving = new ArrayList<>();
    List<double[]> trials = new ArrayList<>();
    for (Track track : running) {
      for (double factor : LADDER) {
        trials.add(trial(track, track.damping * factor));
      }
    }
    double[][] values = core.values(trials.toArray(new double[0][]));
    for (int k = 0; k < running.size(); k++) {
      if (move(running.get(k), k * LADDER.length, trials, values)) {
        moving.add(running.get(k));
      }
    }
    linearize(moving);
  }

  private double[] trial(Track track, double damping) {
    NormalSystem equations = Objects.requireNonNull(track.equations);
    double[] step = equations.step(damping * equations.meanCurvature());
    double[] code = track.code.clone();
    for (int j = 0; step != null && j < code.length; j++) {
      code[j] += step[j];
    }
    return PriorTerm.admissible(prior, code);
  }

  /** Takes the best of the trials; says whether there was a better one. */
  private boolean move(Track track, int first, List<double[]> trials, double[][] values) {
    double before = track.cost;
    int best = -1;
    for (int l = 0; l < LADDER.length; l++) {
      double cost = misfit.cost(values[first + l]) + PriorTerm.cost(prior, trials.get(first + l));
      if (cost < track.cost) {
        track.cost = cost;
        best = l;
      }
    }
    track.iterations++;
    track.idle = track.cost < (1 - NOTICEABLE) * before ? 0 : track.idle + 1;
    double factor = best < 0 ? 100 * LADDER[LADDER.length - 1] : LADDER[best];
    track.damping = Math.min(Math.max(track.damping * factor, LEAST_DAMPING), MOST_DAMPING);
    if (best >= 0) {
      track.code = trials.get(first + best);
    }
    if (track.cost <= solved) {
      track.end = Track.End.SOLVED;
    } else if (track.idle >= idleLimit || (best < 0 && track.damping >= MOST_DAMPING)) {
      track.end = Track.End.STALLED;
    }
    return best >= 0 && track.running();
  }

  private void linearize(List<Track> tracks) {
    if (tracks.isEmpty()) {
      return;
    }
    Linearization[] all = core.linearize(tracks.stream().map(t -> t.code).toArray(double[][]::new));
    for (int k = 0; k < all.length; k++) {
      Track track = tracks.get(k);
      track.equations = misfit.normalSystem(all[k]);
      PriorTerm.join(prior, track.equations, track.code);
      track.cost = track.equations.cost();
    }
  }

  /** The descent with the least cost. */
  static Track best(List<Track> tracks) {
    return tracks.stream()
        .min((a, b) -> Double.compare(a.cost, b.cost))
        .orElseThrow(() -> new IllegalArgumentException("A best descent requires at least one."));
  }

  @Override
  public String toString() {
    return "Gauss–Newton with dampings " + Arrays.toString(LADDER);
  }
}
