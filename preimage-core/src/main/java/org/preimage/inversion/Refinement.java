package org.preimage.inversion;

import java.util.stream.IntStream;

/**
 * The last digits of a code that a search with few digits and a part of the data found: values to
 * all digits at all observed outputs, which also say whether the code is the right one, with
 * derivatives of the part to few digits. An error then shrinks in each step by about what those
 * digits leave open.
 */
final class Refinement {
  private static final int STEPS = 12;

  /** Derivatives of another code whose steps shrink the cost less than this are replaced. */
  private static final double CONTRACTION = 1e-2;

  /** A slower decrease leads elsewhere: the code is not the one that was observed. */
  private static final double SLOW = 0.25;

  private static final double LEAST_SHIFT = 1e-12;

  private final ObservedModel model;
  private final Prior prior;
  private final Misfit part;
  private final Misfit likelihood;
  private final double solved;

  /**
   * @param solved cost, relative to that of predicting nothing, at which the residuals count as
   *     zero
   */
  Refinement(ObservedModel model, Observation observation, Prior prior, double solved) {
    this.model = model;
    this.prior = prior;
    this.part = model.scouted(observation);
    this.likelihood = model.direct(observation);
    this.solved = solved * likelihood.scale();
  }

  /** The descent at the code it leads to: solved, or else stalled, with costs of the likelihood. */
  Track refined(Track found) {
    Track track = new Track(found.code, 0);
    track.iterations = found.iterations;
    track.jacobian = found.jacobian;
    boolean contracts = !found.stale || found.cost <= CONTRACTION * found.costBefore;
    boolean fresh = false;
    for (int k = 0; k < STEPS; k++) {
      double before = track.cost;
      double[] values = model.core().values(new double[][] {track.code})[0];
      track.cost = likelihood.cost(values) + PriorTerm.cost(prior, track.code);
      if (track.cost <= solved) {
        track.end = Track.End.SOLVED;
        return track;
      }
      if (fresh && !(track.cost <= SLOW * before)) {
        break;
      }
      double[] jacobian = track.jacobian;
      if (jacobian == null || !contracts || track.cost > CONTRACTION * before) {
        jacobian = model.scout().linearize(new double[][] {track.code})[0].jacobian();
        track.jacobian = jacobian;
        contracts = true;
        fresh = true;
      }
      track.code = next(track.code, values, jacobian);
      track.iterations++;
    }
    track.end = Track.End.STALLED;
    return track;
  }

  private double[] next(double[] code, double[] values, double[] jacobian) {
    double[] seen = IntStream.of(model.scoutRows()).mapToDouble(i -> values[i]).toArray();
    NormalSystem equations = part.normalSystem(new Linearization(seen, jacobian));
    PriorTerm.join(prior, equations, code);
    double[] step = equations.step(LEAST_SHIFT * equations.meanCurvature());
    double[] moved = code.clone();
    for (int j = 0; step != null && j < moved.length; j++) {
      moved[j] += step[j];
    }
    return PriorTerm.admissible(prior, moved);
  }
}
