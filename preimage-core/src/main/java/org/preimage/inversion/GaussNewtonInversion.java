package org.preimage.inversion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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

  /** The same while searching, in binary32 perhaps. */
  private static final double SCOUTED = 1e-10;

  /**
   * Draws of which one becomes a start: values cost a fraction of a Jacobian. Later rounds choose
   * from fewer, because what looked best did not lead to the solution.
   */
  private static final int DRAWS = 16;

  /** A descent that stalls here met data that was rounded to binary32, not a local minimum. */
  private static final double ROUNDED = 1e-11;

  /** Starts from what was learned: the first three rounds. */
  private static final int LEARNED = 7;

  private static final int LARGEST_ROUND = 16;
  private static final int PATIENCE = 6;

  /** With noise the best fit is not always at the end of the best search. */
  private static final int NOISY_FINISHES = 3;

  private static final int RIVALS = 16;

  /** Starts closer to the mean than typical codes reached the solution more often. */
  private static final double START_SCALE = 0.5;

  /** After so many starts the code is taken to be an untypical one, perhaps far out. */
  private static final int TYPICAL = 64;

  private static final double FARTHEST_SCALE = 2;

  /** How descents from some starts begin. */
  @FunctionalInterface
  interface Approach {
    /** The descents at the first codes of the search. */
    List<Track> begin(GaussNewton search, double[][] starts);
  }

  private final ObservedModel model;
  private final Optional<LearnedInverse> learned;
  private final InversionOptions options;

  GaussNewtonInversion(ObservedModel model, InversionOptions options) {
    this(model, Optional.empty(), options);
  }

  /**
   * @param learned says where to begin
   */
  GaussNewtonInversion(
      ObservedModel model, Optional<LearnedInverse> learned, InversionOptions options) {
    this.model = model;
    this.learned = learned;
    this.options = options;
  }

  @Override
  public String name() {
    return "gauss-newton";
  }

  @Override
  public Estimate estimate(Observation observation, SeedStream seed) {
    return estimate(observation, seed, GaussNewton::begin);
  }

  /** The same where something else happens to the starts before the search. */
  Estimate estimate(Observation observation, SeedStream seed, Approach approach) {
    RandomNumbers numbers = seed.child("starts").numbers();
    GaussNewton search = search(observation);
    List<Track> ended = new ArrayList<>();
    long begun = System.nanoTime();
    int round = 1;
    while (ended.isEmpty()
        || (ended.size() < options.restarts()
            && !isSolved(ended, observation)
            && (System.nanoTime() - begun) * 1e-9 < options.seconds()
            && !Thread.currentThread().isInterrupted())) {
      int size = Math.min(round, options.restarts() - ended.size());
      double[][] starts = next(size, observation, ended, search, numbers);
      List<Track> tracks = approach.begin(search, starts);
      descend(search, tracks, options.iterations());
      ended.addAll(finished(tracks, observation));
      ended.sort(Comparator.comparingDouble(track -> track.cost));
      round = Math.min(2 * round, LARGEST_ROUND);
    }
    return estimate(ended, observation);
  }

  /**
   * One descent from a code that another method found. It is taken to be solved, so that exact data
   * is met with a part of the outputs and compared with all of them once.
   */
  Estimate refine(double[] code, Observation observation) {
    Track start = new Track(code, 0);
    start.end = Track.End.SOLVED;
    return estimate(finished(List.of(start), observation), observation);
  }

  /** The next starts: learned ones while there are any, then drawn ones. */
  private double[][] next(
      int size,
      Observation observation,
      List<Track> ended,
      GaussNewton search,
      RandomNumbers numbers) {
    int from = ended.size();
    if (learned.isEmpty() || from + size > LEARNED) {
      return starts(size, ended, search, numbers);
    }
    double[][] codes = learned.get().candidates(observation, from, from + size, LEARNED);
    return Arrays.stream(codes).map(this::admissible).toArray(double[][]::new);
  }

  private double[] admissible(double[] code) {
    return PriorTerm.admissible(options.prior(), code);
  }

  /** The codes that cost least while searching. */
  double[][] cheapest(double[][] codes, Observation observation, int count) {
    return search(observation).cheapest(codes, count);
  }

  /** Codes that meet the observation and where descents from the given starts ended. */
  List<double[]> solutions(double[][] starts, Observation observation) {
    GaussNewton search = search(observation);
    List<Track> tracks = search.begin(starts);
    exhaust(search, tracks);
    return tracks.stream()
        .filter(track -> observation.noise() > 0 || track.end == Track.End.SOLVED)
        .map(track -> refine(track.code, observation))
        .filter(Estimate::solved)
        .map(Estimate::code)
        .toList();
  }

  private GaussNewton search(Observation observation) {
    return search(model.scout(), model.scouted(observation));
  }

  /** A search with other residuals. */
  GaussNewton search(ForwardModel seen, Misfit misfit) {
    return new GaussNewton(seen, misfit, options.prior(), SCOUTED, PATIENCE);
  }

  /** Runs until all descents have ended. */
  void exhaust(GaussNewton descent, List<Track> tracks) {
    for (int k = 0;
        k < options.iterations()
            && tracks.stream().anyMatch(Track::running)
            && !Thread.currentThread().isInterrupted();
        k++) {
      descent.advance(tracks);
    }
  }

  /** The most promising of many draws, and the negative of the best code so far. */
  private double[][] starts(
      int size, List<Track> ended, GaussNewton search, RandomNumbers numbers) {
    int each = Math.max(1, DRAWS / (1 + ended.size()));
    double[][] draws = new double[each * size][];
    for (int k = 0; k < draws.length; k++) {
      draws[k] = options.prior().draw(model.core().latentSize(), numbers);
      double scale =
          ended.size() < TYPICAL
              ? START_SCALE
              : START_SCALE + (FARTHEST_SCALE - START_SCALE) * numbers.nextDouble();
      for (int j = 0; j < draws[k].length && options.prior() instanceof Prior.Flat; j++) {
        draws[k][j] *= scale;
      }
    }
    double[][] starts = search.cheapest(draws, size);
    if (!ended.isEmpty()) {
      double[] negative = Arrays.stream(ended.get(0).code).map(z -> -z).toArray();
      starts[0] = PriorTerm.admissible(options.prior(), negative);
    }
    return starts;
  }

  /** Runs until one descent met its data or all have stalled. */
  private static void descend(GaussNewton descent, List<Track> tracks, int iterations) {
    for (int k = 0; k < iterations; k++) {
      boolean anySolved = tracks.stream().anyMatch(t -> t.end == Track.End.SOLVED);
      boolean ended = anySolved || tracks.stream().noneMatch(Track::running);
      if (ended || Thread.currentThread().isInterrupted()) {
        return;
      }
      descent.advance(tracks);
    }
  }

  /**
   * Ended searches, compared with all observed outputs; costs are those of the likelihood. What met
   * a part of exact data usually meets the rest, and no more is to do. Else the best go on with all
   * observed outputs: first with the last step undone, then, with noise, to the minimum of the
   * likelihood.
   */
  private List<Track> finished(List<Track> tracks, Observation observation) {
    Prior prior = options.prior();
    boolean exact = observation.noise() == 0;
    Refinement refinement = new Refinement(model, observation, prior, ZERO);
    GaussNewton fit =
        new GaussNewton(model.core(), model.undone(observation), prior, ZERO, PATIENCE);
    GaussNewton likelihood =
        new GaussNewton(model.core(), model.direct(observation), prior, 0, PATIENCE);
    List<Track> finished = new ArrayList<>();
    for (Track track : tracks.stream().sorted(Comparator.comparingDouble(t -> t.cost)).toList()) {
      Track last = track;
      if (exact && finished.isEmpty() && track.end == Track.End.SOLVED) {
        last = refinement.refined(track);
        if (last.end == Track.End.SOLVED) {
          finished.add(last);
          continue;
        }
      }
      if (finished.size() < (exact ? 1 : NOISY_FINISHES)) {
        last = descended(fit, last);
        last = exact ? last : descended(likelihood, last);
      }
      finished.add(likelihood.judged(last));
    }
    return finished;
  }

  private Track descended(GaussNewton descent, Track track) {
    Track last = descent.resume(track);
    descend(descent, List.of(last), options.iterations());
    return last;
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

  /** Codes where descents of another method ended, compared as those of this one are. */
  Estimate judged(List<Track> ended, Observation observation, String method) {
    GaussNewton likelihood =
        new GaussNewton(model.core(), model.direct(observation), options.prior(), 0, PATIENCE);
    List<Track> judged = new ArrayList<>();
    ended.forEach(track -> judged.add(likelihood.judged(track)));
    judged.sort(Comparator.comparingDouble(track -> track.cost));
    return estimate(judged, observation, method);
  }

  private Estimate estimate(List<Track> ended, Observation observation) {
    return estimate(ended, observation, "Gauss–Newton on the outputs with the last step undone");
  }

  private Estimate estimate(List<Track> ended, Observation observation, String method) {
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
        method);
  }
}
