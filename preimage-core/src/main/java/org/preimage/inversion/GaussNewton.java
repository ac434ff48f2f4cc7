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
  /** Dampings tried in one iteration, relative to the current one. */
  private static final double[] LADDER = {1e-3, 0.1, 1, 10};

  /** The same for undamped steps, which are usually right. */
  private static final double[] UNDAMPED_LADDER = {1, 1e6};

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
    List<double[]> trials = new ArrayList<>();
    for (Track track : running) {
      for (double factor : ladder(track)) {
        trials.add(trial(track, track.damping * factor));
      }
    }
    double[][] values = core.values(trials.toArray(new double[0][]));
    List<Track> moving = new ArrayList<>();
    int first = 0;
    for (Track track : running) {
      int count = ladder(track).length;
      if (move(track, trials.subList(first, first + count), first, values)) {
        moving.add(track);
      }
      first += count;
    }
    linearize(moving);
  }

  private static double[] ladder(Track track) {
    return track.damping <= LEAST_DAMPING ? UNDAMPED_LADDER : LADDER;
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
  private boolean move(Track track, List<double[]> trials, int first, double[][] values) {
    double[] ladder = ladder(track);
    double before = track.cost;
    int best = -1;
    for (int l = 0; l < ladder.length; l++) {
      double cost = misfit.cost(values[first + l]) + PriorTerm.cost(prior, trials.get(l));
      if (cost < track.cost) {
        track.cost = cost;
        best = l;
      }
    }
    track.iterations++;
    track.idle = track.cost < (1 - NOTICEABLE) * before ? 0 : track.idle + 1;
    double factor = best < 0 ? 100 * ladder[ladder.length - 1] : ladder[best];
    track.damping = Math.min(Math.max(track.damping * factor, LEAST_DAMPING), MOST_DAMPING);
    if (best >= 0) {
      track.code = trials.get(best);
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

  @Override
  public String toString() {
    return "Gauss–Newton with dampings " + Arrays.toString(LADDER);
  }
}
