package org.preimage.stability;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Point;
import org.preimage.certificate.Proof;
import org.preimage.certificate.Rational;
import org.preimage.spanning.SearchBudget;

/**
 * Bounds of A = min λ_min(Σ d_i² w_i w_iᵀ) over the interior of a layer's domain, from both sides,
 * that improve until the time is over.
 */
public final class FrameBounds {
  /** Parts of the upper bound that are proved one after the other; the last but for rounding. */
  private static final double[] PARTS = {0.3, 0.84, 1 - 2e-7};

  /** What rounding may cost between a part and the quotient of the bounds. */
  private static final double ROUNDING = 1 + 1e-7;

  private static final double FIRST_SEARCH = 0.08;

  /** What is known of A. */
  public interface Watcher {
    /**
     * Something was learned, or time went by.
     *
     * @param task what is being done
     * @param done estimated part of it in [0, 1]
     */
    void update(String task, double done);
  }

  /**
   * The best bounds found, each with a proof.
   *
   * @param lower A is at least this; 0 without a proof
   * @param lowerProof accepted by the predicate
   * @param upper A is at most this; infinite without a proof
   * @param upperProof accepted by the predicate
   * @param point where the upper bound is attained
   * @param direction unit vector that the derivative there stretches by √upper
   * @param tight whether lower ≥ (1 − 10⁻⁶)·upper
   * @param obstacle why the proof that was aimed at is missing, in a few words; else empty
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Result(
      double lower,
      Optional<Proof.FrameTree> lowerProof,
      double upper,
      Optional<Proof.FramePoint> upperProof,
      double[] point,
      double[] direction,
      boolean tight,
      String obstacle) {}

  private final SlopedLayer layer;
  private final SearchBudget budget;
  private final Predicate<Proof> accepted;
  private final Watcher watcher;
  private final WorstCellSearch worst;
  private final double[] parts;
  private final boolean isCone;
  private final double shrink;
  private String obstacle = "";

  /**
   * A computation.
   *
   * @param gap from 1 on: 1 asks for bounds that meet; beyond, one proof of the bound that leaves
   *     this quotient is aimed at, and nothing less is proved on the way
   * @param accepted the exact checker: only proofs that it accepts count
   */
  public FrameBounds(
      SlopedLayer layer,
      SearchBudget budget,
      RandomGenerator random,
      double gap,
      Predicate<Proof> accepted,
      Watcher watcher) {
    this.layer = layer;
    this.budget = budget;
    this.accepted = accepted;
    this.watcher = watcher;
    double only = ROUNDING / gap;
    this.parts = only < PARTS[PARTS.length - 1] ? new double[] {only} : PARTS;
    this.worst = new WorstCellSearch(layer, random);
    int n = layer.inputs();
    this.isCone =
        layer.domain().equals(Domain.wholeSpace(n)) || layer.domain().equals(Domain.orthant(n));
    this.shrink = Math.scalb(leastEnd(layer.domain()), -2) / Math.sqrt(n);
  }

  /** Distance of 0 from the nearest end that is not 0. */
  private static double leastEnd(Domain domain) {
    if (domain instanceof Domain.Ball ball) {
      return ball.radius();
    }
    Domain.Box box = (Domain.Box) domain;
    double least = 1;
    for (int j = 0; j < box.size(); j++) {
      for (double end : new double[] {box.lower().get(j), box.upper().get(j)}) {
        least = end == 0 ? least : Math.min(least, Math.abs(end));
      }
    }
    return least;
  }

  /** Works until the bounds meet or the time is over; at least one point is always looked at. */
  public Result run() {
    watcher.update("search for the worst cell", 0);
    worst.run(budget.within(Math.min(10, FIRST_SEARCH * budget.secondsLeft())));
    Optional<Proof.FramePoint> collapse = collapse();
    return collapse.isPresent() ? collapsed(collapse) : bounds();
  }

  private Result collapsed(Optional<Proof.FramePoint> proof) {
    return new Result(
        0,
        Optional.empty(),
        0,
        proof,
        worst.point(),
        proof.orElseThrow().direction().toDoubles(),
        true,
        "");
  }

  private Result bounds() {
    double lower = 0;
    Optional<Proof.FrameTree> lowerProof = Optional.empty();
    for (double part : parts) {
      obstacle = budget.whySpent();
      if (!obstacle.isEmpty()) {
        break;
      }
      Optional<Proof.FrameTree> proof = prove(part);
      if (proof.isEmpty()) {
        break;
      }
      if (!accepted.test(proof.get())) {
        obstacle = "the checker did not accept a proof";
        break;
      }
      lowerProof = proof;
      lower = proof.get().bound().toDouble();
    }
    Optional<Proof.FramePoint> collapse = collapse();
    if (collapse.isPresent()) {
      return collapsed(collapse);
    }
    Optional<Proof.FramePoint> upperProof = upper();
    double upper =
        upperProof.map(proof -> proof.bound().toDouble()).orElse(Double.POSITIVE_INFINITY);
    return new Result(
        lower,
        lowerProof,
        upper,
        upperProof,
        worst.point(),
        worst.direction(),
        lower >= (1 - 1e-6) * upper,
        obstacle);
  }

  private Optional<Proof.FrameTree> prove(double part) {
    double[][] starts = starts();
    String task = "proof of A ≥ %.4g".formatted(part * worst.bound());
    if (!(worst.bound() > 0)) {
      return Optional.empty();
    }
    FrameTreeSearch tree = tree(part, task);
    Optional<Proof.FrameTree> proof = tree.prove(part * worst.bound(), starts);
    obstacle = tree.obstacle();
    return proof;
  }

  /** A search for a part of the upper bound, whose target follows it. */
  private FrameTreeSearch tree(double part, String task) {
    FrameTreeSearch[] search = new FrameTreeSearch[1];
    search[0] =
        new FrameTreeSearch(
            layer,
            budget,
            x -> {
              double before = worst.bound();
              offer(x);
              if (worst.bound() < before) {
                search[0].lower(part * worst.bound());
              }
              watcher.update(task, search[0].done());
            });
    return search[0];
  }

  /** Points to begin a tree with: the worst one and some others. */
  private double[][] starts() {
    double[][] starts = worst.samples(24);
    starts[0] = worst.point();
    for (double[] start : starts) {
      worst.offer(start);
    }
    return starts;
  }

  /** Points of a search are rays (x, t), or x where nothing but its direction matters. */
  private void offer(double[] ray) {
    int n = layer.inputs();
    double[] x = Arrays.copyOf(ray, n);
    // Without biases a cell meets every neighbourhood of 0; the residuals have norm about one.
    double scale = ray.length > n ? 1 / ray[n] : isCone ? 1 : shrink;
    for (int j = 0; j < n; j++) {
      x[j] *= scale;
    }
    double before = worst.bound();
    worst.offer(x);
    if (worst.bound() < before) {
      worst.descend(x, budget);
    }
  }

  /** An exact proof of the upper bound. */
  private Optional<Proof.FramePoint> upper() {
    if (worst.point().length == 0) {
      return Optional.empty();
    }
    Point x = Point.of(worst.point());
    Point v = Point.of(worst.direction());
    double bound = ExactStretch.roundedUp(ExactStretch.square(layer, x, v));
    Proof.FramePoint proof = new Proof.FramePoint(Rational.of(bound), x, v);
    return accepted.test(proof) ? Optional.of(proof) : Optional.empty();
  }

  /** A direction that the derivative at the worst point maps to 0, exactly. */
  private Optional<Proof.FramePoint> collapse() {
    double size = 0;
    for (int i = 0; i < layer.outputs(); i++) {
      for (int j = 0; j < layer.inputs(); j++) {
        size = Math.max(size, Math.abs(layer.weight(i, j)));
      }
    }
    if (!(worst.bound() <= 1e-9 * size * size) || worst.point().length == 0) {
      return Optional.empty();
    }
    return NullDirection.of(layer, worst.point())
        .map(v -> new Proof.FramePoint(Rational.ZERO, Point.of(worst.point()), v))
        .filter(accepted);
  }
}
