package org.preimage.spanning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Indices;
import org.preimage.certificate.LayerProof;
import org.preimage.certificate.Node;
import org.preimage.certificate.Point;
import org.preimage.check.Checker;
import org.preimage.linalg.ModularRank;
import org.preimage.linalg.RowSource;

/**
 * Decides whether one layer is injective on its domain. The layer is injective exactly when the
 * rows active (z ≥ 0) at x span Rⁿ for every interior x; the strategies below are tried from cheap
 * to complete. Every result is a proposal for the checker.
 */
public final class LayerDecision {
  /** Up to this dimension the complete search is tried before looking for collisions. */
  private static final int SMALL = 6;

  /** Up to here the case distinction by rank has a chance within a minute. */
  private static final int MAX_RANK_TREE_DIMENSION = 8;

  private static final int MAX_TREE_DIMENSION = 64;

  /** Annealings for each input, without progress, before a layer is left to the complete search. */
  private static final int PATIENCE = 2;

  private static final long MAX_DENSE_ENTRIES = 4_000_000;

  private final Layer layer;
  private final Optional<Node> origin;
  private final CaseOptions options;
  private final long seed;
  private final SearchBudget budget;
  private final ParallelClasses classes;
  private OptionalInt fewestActive = OptionalInt.empty();

  private LayerDecision(
      Layer layer, Optional<Node> origin, CaseOptions options, SearchBudget budget) {
    this.layer = layer;
    this.origin = origin;
    this.options = options;
    this.seed = options.seed();
    this.budget = budget;
    this.classes = ParallelClasses.of(layer.weights());
  }

  /**
   * Decides a layer.
   *
   * @param origin the convolution it comes from, if any: lets windows of the image be recognised
   * @param seed of the collision search
   */
  public static LayerResult decide(
      Layer layer, Optional<Node> origin, long seed, SearchBudget budget) {
    return decide(layer, origin, CaseOptions.defaults().withSeed(seed), budget);
  }

  /**
   * Decides a layer.
   *
   * @param origin the convolution it comes from, if any: lets windows of the image be recognised
   * @param options of the case distinction by packings, and the seed of everything
   */
  public static LayerResult decide(
      Layer layer, Optional<Node> origin, CaseOptions options, SearchBudget budget) {
    return new LayerDecision(layer, origin, options, budget).decide();
  }

  private LayerResult decide() {
    return tooFewRows()
        .or(this::oneToOneRows)
        .or(this::oppositeRows)
        .or(this::rankDeficiency)
        .or(this::blocks)
        .or(this::windows)
        .orElseGet(this::search);
  }

  private Optional<LayerResult> tooFewRows() {
    if (classes.classes() >= layer.inputs()) {
      return Optional.empty();
    }
    String evidence =
        classes.classes() == layer.outputs()
            ? "fewer rows than inputs"
            : "only " + classes.classes() + " row directions for " + layer.inputs() + " inputs";
    Point center = new Region(layer.domain()).exactCenter();
    fewestActive = OptionalInt.of(countDirections(KernelDirection.activeAt(layer, center)));
    return deficientAt(center, evidence);
  }

  private Optional<LayerResult> oneToOneRows() {
    if (layer.alwaysActiveCount() < layer.inputs()) {
      return Optional.empty();
    }
    int[] always = IntStream.range(0, layer.outputs()).filter(layer::isAlwaysActive).toArray();
    int[] basis = ModularRank.independentRows(layer.inputs(), layer.weights(), always);
    return basis.length < layer.inputs()
        ? Optional.empty()
        : Optional.of(
            new LayerResult.Injective(
                new LayerProof.IndependentRows(Indices.of(basis)),
                "one-to-one activation, rank " + layer.inputs(),
                OptionalInt.of(classes.classes())));
  }

  private Optional<LayerResult> oppositeRows() {
    return OppositeRowsRecognizer.find(layer, classes)
        .map(
            proof -> {
              glance();
              return new LayerResult.Injective(proof, "opposite rows [B; -DB]", fewestActive);
            });
  }

  private Optional<LayerResult> rankDeficiency() {
    OptionalInt rank = rankWithin(budget.within(0.15 * budget.secondsLeft()));
    if (rank.isEmpty() || rank.getAsInt() >= layer.inputs()) {
      return Optional.empty();
    }
    Point center = new Region(layer.domain()).exactCenter();
    return deficientAt(center, "weights have rank " + rank.getAsInt() + " < " + layer.inputs());
  }

  /** The rank modulo a prime, or nothing when elimination fills in and the time is over. */
  private OptionalInt rankWithin(SearchBudget part) {
    final class TimeOver extends RuntimeException {
      private static final long serialVersionUID = 1L;

      TimeOver() {
        super(null, null, false, false);
      }
    }
    RowSource rows =
        (row, entries) -> {
          if (part.isSpent()) {
            throw new TimeOver();
          }
          layer.weights().read(row, entries);
        };
    try {
      return OptionalInt.of(ModularRank.rank(layer.inputs(), rows, layer.outputs()));
    } catch (TimeOver over) {
      return OptionalInt.empty();
    }
  }

  private Optional<LayerResult> blocks() {
    return new BlockDecision(layer, seed, budget).byComponents();
  }

  private Optional<LayerResult> windows() {
    return origin
        .filter(Node.Convolution.class::isInstance)
        .flatMap(
            node ->
                new BlockDecision(layer, seed, budget)
                    .byWindows(ConvolutionWindows.of((Node.Convolution) node)));
  }

  private LayerResult search() {
    Optional<LayerResult> collision = annealing().or(this::lineSearches);
    if (collision.isPresent()) {
      return collision.get();
    }
    List<String> missing = new ArrayList<>();
    return exactTree(missing)
        .or(() -> counting(missing))
        .or(() -> lastTree(missing))
        .orElseGet(() -> new LayerResult.Undecided(String.join("; ", missing), fewestActive));
  }

  /** Case distinction by rank, which assumes nothing; where counting follows, not for long. */
  private Optional<LayerResult> exactTree(List<String> missing) {
    boolean countingFollows = layer.inputs() > SMALL && canBeCounted();
    if (countingFollows && layer.inputs() > MAX_RANK_TREE_DIMENSION) {
      return Optional.empty();
    }
    return tree(countingFollows ? budget.within(0.3 * budget.secondsLeft()) : budget, missing);
  }

  /** What is left of the time, in case rank helps where counting did not; it would keep no less. */
  private Optional<LayerResult> lastTree(List<String> missing) {
    return budget.isSpent() || budget.wasFull() || layer.inputs() <= MAX_RANK_TREE_DIMENSION
        ? Optional.empty()
        : tree(budget, missing);
  }

  private Optional<LayerResult> tree(SearchBudget part, List<String> missing) {
    if (layer.inputs() > MAX_TREE_DIMENSION || !isDense()) {
      missing.add("too large for the complete search by rank");
      return Optional.empty();
    }
    CellTreeSearch.Ending ending = new CellTreeSearch(layer, part).run();
    if (ending instanceof CellTreeSearch.Ending.Proved proved) {
      return Optional.of(
          new LayerResult.Injective(
              proved.tree(),
              "cell tree, " + proved.tree().steps().size() + " cells",
              fewestActive));
    }
    if (ending instanceof CellTreeSearch.Ending.Found found) {
      missing.add("a point found by the cell tree was not confirmed");
      return deficientAt(found.x(), "active rows do not span");
    }
    missing.add(((CellTreeSearch.Ending.Stopped) ending).reason());
    return Optional.empty();
  }

  private boolean canBeCounted() {
    return isDense() && GeneralPosition.isPlausible(layer, classes, seed);
  }

  /** At least n active rows everywhere, which decides for rows in general position. */
  private Optional<LayerResult> counting(List<String> missing) {
    if (!canBeCounted()) {
      return Optional.empty();
    }
    ActiveRows.CountResult result =
        ActiveRows.atLeast(
            layer,
            layer.inputs(),
            ActiveRows.Way.BOTH,
            options,
            budget,
            proof ->
                Checker.check(LayerClaims.injective(layer, new LayerProof.GeneralPosition(proof)))
                    .accepted(),
            explored -> {});
    if (result instanceof ActiveRows.CountResult.Proved proved) {
      return Optional.of(
          new LayerResult.Injective(
              new LayerProof.GeneralPosition(proved.proof()),
              "at least " + layer.inputs() + " active rows everywhere: " + proved.how(),
              fewestActive));
    }
    if (result instanceof ActiveRows.CountResult.Fewer fewer) {
      missing.add("a point found while counting was not confirmed");
      return deficientAt(fewer.x(), fewer.active() + " active rows");
    }
    missing.add(((ActiveRows.CountResult.Unknown) result).reason());
    return Optional.empty();
  }

  private Optional<LayerResult> lineSearches() {
    FewestActiveSearch falsifier = new FewestActiveSearch(layer, classes, random(), budget);
    // Three descents where better searches precede or follow.
    boolean found =
        isDense()
            ? falsifier.run(layer.inputs(), 3, 0.2)
            : falsifier.run(layer.inputs(), 1000, 0.3 * budget.secondsLeft());
    note(falsifier.best());
    return found ? collisionAt(falsifier.bestPoint()) : Optional.empty();
  }

  /** Mostly a matter of seconds; where no complete search follows, it may take the time left. */
  private Optional<LayerResult> annealing() {
    if (layer.inputs() <= SMALL || !isDense()) {
      return Optional.empty();
    }
    boolean last = layer.inputs() > MAX_TREE_DIMENSION;
    SearchBudget part = budget.within((last ? 0.9 : 0.3) * budget.secondsLeft());
    AnnealedDescent descent =
        new AnnealedDescent(layer, classes, new SplittableRandom(seed).nextLong(), part);
    boolean found =
        descent.run(layer.inputs(), last ? Integer.MAX_VALUE : PATIENCE * layer.inputs());
    note(descent.best());
    return found ? collisionAt(descent.bestPoint()) : Optional.empty();
  }

  private java.util.Random random() {
    return new java.util.Random(new SplittableRandom(seed).nextLong());
  }

  private boolean isDense() {
    return (long) layer.inputs() * layer.outputs() <= MAX_DENSE_ENTRIES;
  }

  private Optional<LayerResult> collisionAt(double[] found) {
    Point x = Point.of(nearUnitSize(found));
    int active = countDirections(KernelDirection.activeAt(layer, x));
    return deficientAt(x, active + " active rows for " + layer.inputs() + " inputs");
  }

  /**
   * A deficient point, confirmed exactly: by a direction, or by counting fewer than n active rows.
   */
  private Optional<LayerResult> deficientAt(Point x, String evidence) {
    BitSet active = KernelDirection.activeAt(layer, x);
    int directions = countDirections(active);
    OptionalInt fewest =
        OptionalInt.of(Math.min(directions, fewestActive.orElse(Integer.MAX_VALUE)));
    Optional<Point> direction = KernelDirection.orthogonalTo(layer, active, classes);
    if (direction.isPresent() || (active.cardinality() < layer.inputs())) {
      return Optional.of(new LayerResult.Deficient(x, direction, evidence, fewest));
    }
    return Optional.empty();
  }

  /** Without biases on Rⁿ only the direction matters: scaled by a power of two, hence exactly. */
  private double[] nearUnitSize(double[] x) {
    boolean scalable =
        layer.isHomogeneous() && layer.domain() instanceof Domain.Box box && box.isWholeSpace();
    double largest = 0;
    for (double value : x) {
      largest = Math.max(largest, Math.abs(value));
    }
    if (!scalable || largest == 0) {
      return x;
    }
    int exponent = -Math.getExponent(largest);
    return Arrays.stream(x).map(value -> Math.scalb(value, exponent)).toArray();
  }

  private int countDirections(BitSet active) {
    return (int) active.stream().map(classes::classOf).filter(c -> c >= 0).distinct().count();
  }

  /** One quick look at the fewest active rows, for the report only. */
  private void glance() {
    FewestActiveSearch falsifier =
        new FewestActiveSearch(layer, classes, new java.util.Random(seed), budget);
    falsifier.run(0, 1, 0.05);
    note(falsifier.best());
  }

  private void note(int active) {
    if (active < fewestActive.orElse(Integer.MAX_VALUE)) {
      fewestActive = OptionalInt.of(active);
    }
  }
}
