package org.preimage.inversion;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.preimage.random.RandomNumbers;
import org.preimage.random.SeedStream;

/**
 * Gauss–Newton from several starts, in rounds of 1, 2, 4, … that end when one start meets the
 * observation. After a round without success, the negative of the best code joins the next one: the
 * cost has a stationary point near −ρz* ([M], Theorem 1), from which z* is far away.
 */
final class GaussNewtonInversion implements InversionMethod {
  /** Residuals of this size relative to the data, squared, count as zero. */
  private static final double ZERO = 1e-20;

  /** A descent that stalls here met data that was rounded to binary32, not a local minimum. */
  private static final double ROUNDED = 1e-11;

  private static final int LARGEST_ROUND = 16;
  private static final int PATIENCE = 6;
  private static final int RIVALS = 16;

  /** Starts closer to the mean than typical codes reached the solution more often. */
  private static final double START_SCALE = 0.5;

  private final ObservedModel model;
  private final InversionOptions options;

  GaussNewtonInversion(ObservedModel model, InversionOptions options) {
    this.model = model;
    this.options = options;
  }

  @Override
  public String name() {
    return "gauss-newton";
  }

  @Override
  public Estimate estimate(Observation observation, SeedStream seed) {
    Misfit misfit = model.undone(observation);
    RandomNumbers numbers = seed.child("starts").numbers();
    List<Track> ended = new ArrayList<>();
    int round = 1;
    while (ended.size() < options.restarts() && !isSolved(ended, observation)) {
      int size = Math.min(round, options.restarts() - ended.size());
      double[][] starts = starts(size, ended, numbers);
      ended.addAll(finished(descend(misfit, starts), observation));
      ended.sort(Comparator.comparingDouble(track -> track.cost));
      round = Math.min(2 * round, LARGEST_ROUND);
    }
    return estimate(ended, observation);
  }

  private double[][] starts(int size, List<Track> ended, RandomNumbers numbers) {
    double[][] starts = new double[size][];
    for (int k = 0; k < size; k++) {
      double[] start = options.prior().draw(model.core().latentSize(), numbers);
      if (options.prior() instanceof Prior.Flat) {
        for (int j = 0; j < start.length; j++) {
          start[j] *= START_SCALE;
        }
      }
      starts[k] = start;
    }
    if (!ended.isEmpty()) {
      double[] negative = ended.get(0).code.clone();
      for (int j = 0; j < negative.length; j++) {
        negative[j] = -negative[j];
      }
      starts[0] = PriorTerm.admissible(options.prior(), negative);
    }
    return starts;
  }

  private List<Track> descend(Misfit misfit, double[][] starts) {
    GaussNewton descent =
        new GaussNewton(model.core(), misfit, options.prior(), ZERO * misfit.scale(), PATIENCE);
    List<Track> tracks = descent.begin(starts);
    for (int k = 0; k < options.iterations(); k++) {
      boolean anySolved = tracks.stream().anyMatch(t -> t.end == Track.End.SOLVED);
      if (anySolved || tracks.stream().noneMatch(Track::running)) {
        break;
      }
      descent.advance(tracks);
    }
    return tracks;
  }

  /** Descents carried to the minimum of the likelihood; costs are those of the observation. */
  private List<Track> finished(List<Track> tracks, Observation observation) {
    Misfit direct = model.direct(observation);
    boolean exact = observation.noise() == 0;
    List<Track> best = tracks.stream().sorted(Comparator.comparingDouble(t -> t.cost)).toList();
    GaussNewton polish = new GaussNewton(model.core(), direct, options.prior(), 0, PATIENCE);
    List<Track> finished = new ArrayList<>();
    for (Track track : best) {
      Track last = polish.begin(new double[][] {track.code}).get(0);
      last.iterations = track.iterations;
      boolean worthIt = finished.isEmpty() || !exact;
      int limit = worthIt ? exact ? 2 : options.iterations() : 0;
      for (int k = 0; k < limit && last.running(); k++) {
        polish.advance(List.of(last));
      }
      finished.add(last);
    }
    return finished;
  }

  private boolean isSolved(List<Track> ended, Observation observation) {
    return !ended.isEmpty() && isSolved(ended.get(0), observation);
  }

  private boolean isSolved(Track track, Observation observation) {
    double fit = track.cost - PriorTerm.cost(options.prior(), track.code);
    if (observation.noise() == 0) {
      return fit <= ROUNDED * model.direct(observation).scale();
    }
    int m = observation.data().length;
    double variance = observation.noise() * observation.noise();
    return fit <= variance / 2 * (m + 4 * Math.sqrt(2.0 * m));
  }

  private Estimate estimate(List<Track> ended, Observation observation) {
    double scale = Math.max(model.direct(observation).scale(), Double.MIN_NORMAL);
    Track best = ended.get(0);
    List<Track> rivals = ended.subList(1, Math.min(ended.size(), RIVALS));
    return new Estimate(
        best.code,
        isSolved(best, observation),
        ended.stream().mapToInt(t -> t.iterations).sum(),
        ended.size(),
        rivals.stream().map(t -> t.code).toList(),
        rivals.stream().mapToDouble(t -> t.cost / scale).toArray(),
        "Gauss–Newton on the outputs with the last step undone");
  }
}
