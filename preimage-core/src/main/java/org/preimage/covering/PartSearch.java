package org.preimage.covering;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.preimage.linalg.Footprint;

/**
 * Searches one part of the case distinction in depth: at most {@link #CASES} cases, then what is
 * left on the path becomes parts of its own. The result depends on the opening only, not on other
 * parts, so that it does not matter who searches which part when.
 */
final class PartSearch {
  static final int CASES = 400;

  /** A packing must exceed its goal by this much, to survive rounding its weights to integers. */
  private static final double MARGIN = 1e-4;

  private static final int ROUNDS = 30;
  private static final int STARTS = 5;
  private static final int REWEIGHTINGS = 3;
  private static final double SMALL_COST = 1e-4;
  private static final double SMALL_MULTIPLIER = 0.03;

  /** Circuits are generated as long as the gap could close within so many rounds. */
  private static final double PATIENCE = 6;

  /** A circuit this far from entering is not inherited by the cases below. */
  private static final double FAR = -0.15;

  /**
   * Pivots for each row that improve a packing before new circuits are generated, in the first
   * part. What pivots gain is spread evenly over them, so new circuits are soon worth more than the
   * optimum over those at hand: trees of a few dozen cases are done in three quarters of the time.
   * In a large tree the best packings pay, because there are fewer cases.
   */
  private static final double FEW_PIVOTS = 0.6;

  private record Open(int depth, RowSet active, RowSet inactive, int spare, double share) {}

  private final Rows rows;
  private final int never;
  private final int m;
  private final Opening opening;
  private final BooleanSupplier spent;
  private final Progress progress;
  private final Memory memory;
  private final SplittableRandom random;
  private final Circuits circuits;
  private final TreeWriter tree;
  private final double[] cost;
  private final CaseFrame[] frames;
  private final List<Open> open = new ArrayList<>();
  private long cases;
  private double explored;
  private long kept;

  PartSearch(
      Rows rows,
      int never,
      Opening opening,
      BooleanSupplier spent,
      Progress progress,
      Memory memory) {
    this.rows = rows;
    this.never = never;
    this.m = rows.m;
    this.opening = opening;
    this.spent = spent;
    this.progress = progress;
    this.memory = memory;
    this.random = new SplittableRandom(opening.seed());
    this.circuits = new Circuits(rows, opening.known());
    this.tree = new TreeWriter(circuits, m);
    this.cost = new double[m];
    this.frames = new CaseFrame[m + 2];
    frames[0] = opening.above();
  }

  FinishedPart run() throws SearchEnd {
    visit(1, opening.active(), opening.inactive(), opening.spare(), opening.share());
    return new FinishedPart(tree.steps(), tree.simplices(), open.size(), cases, explored);
  }

  /** After {@link #run}: the parts left open, in preorder. */
  List<Opening> open() {
    boolean[] used = new boolean[circuits.size()];
    Arrays.fill(used, Math.max(0, used.length - CaseFrame.WINDOW), used.length, true);
    for (Open part : open) {
      frames[part.depth - 1].mark(used);
    }
    int[] number = new int[used.length];
    List<int[]> known = new ArrayList<>();
    for (int c = 0; c < used.length; c++) {
      number[c] = known.size();
      if (used[c]) {
        known.add(circuits.rows(c));
      }
    }
    Circuits none = new Circuits(rows, List.of());
    CaseFrame[] copies = new CaseFrame[frames.length];
    List<Opening> openings = new ArrayList<>();
    long shared = 0;
    for (int[] circuit : known) {
      shared += Footprint.REFERENCE + Footprint.ints(circuit.length);
    }
    for (int k = 0; k < open.size(); k++) {
      Open part = open.get(k);
      int above = part.depth - 1;
      if (copies[above] == null) {
        copies[above] = new CaseFrame(rows, none);
        copies[above].copyFrom(frames[above], c -> number[c]);
      }
      openings.add(
          new Opening(
              copies[above],
              known,
              part.active,
              part.inactive,
              part.spare,
              part.share,
              random.nextLong(),
              ownBytes(k, copies[above]) + (k == open.size() - 1 ? shared : 0)));
    }
    return openings;
  }

  /** Openings of one case share its frame, and follow each other. */
  private long ownBytes(int number, CaseFrame above) {
    Open part = open.get(number);
    boolean last = number == open.size() - 1 || open.get(number + 1).depth != part.depth;
    return Footprint.OBJECT + 4 * Footprint.longs((m + 63) >> 6) + (last ? above.bytes() : 0);
  }

  /** Counts what this part works with. */
  private void countKept() {
    long now = circuits.bytes() + tree.bytes();
    for (int depth = 1; depth < frames.length && frames[depth] != null; depth++) {
      now += frames[depth].bytes();
    }
    memory.add(now - kept);
    kept = now;
  }

  /** Gives up what this part worked with. */
  void release() {
    memory.add(-kept);
    kept = 0;
  }

  private CaseFrame frame(int depth) {
    if (frames[depth] == null) {
      frames[depth] = new CaseFrame(rows, circuits);
      if (opening.share() == 1) {
        frames[depth].packing.limit(FEW_PIVOTS);
      }
    }
    return frames[depth];
  }

  /** Closes the case with {@code spare} further rows allowed, or branches. */
  private void visit(int depth, RowSet active, RowSet inactive, int spare, double share)
      throws SearchEnd {
    if (cases >= CASES) {
      open.add(new Open(depth, active, inactive, spare, share));
      return;
    }
    cases++;
    progress.cases.increment();
    countKept();
    if (spent.getAsBoolean()) {
      throw SearchEnd.stopped("the time was over");
    }
    CaseFrame here = frame(depth);
    here.inherit(frames[depth - 1], active, inactive);
    if (!here.simplex.expel(active)) {
      throw SearchEnd.found(here.simplex.ray());
    }
    if (here.simplex.isStuck()) {
      throw SearchEnd.stopped("the simplex method went in circles, perhaps on degenerate rows");
    }
    here.packing.ban(active);
    boolean closed = close(here, active, inactive, spare);
    progress.packing(here.packing.total() + active.size(), depth == 1 && opening.share() == 1);
    if (closed) {
      explored += share;
      progress.explored.add(share);
      return;
    }
    here.forget(FAR);
    here.packing.flush();
    branch(depth, active, inactive, spare, share);
  }

  private void branch(int depth, RowSet active, RowSet inactive, int spare, double share)
      throws SearchEnd {
    int row = mostPresent(frames[depth], active, inactive);
    if (row < 0) {
      throw SearchEnd.stopped("rounding hid a circuit of inactive rows");
    }
    tree.branch(row);
    if (spare == 0) {
      // Any further active row is one too many.
      tree.leaf();
      explored += share / 2;
      progress.explored.add(share / 2);
    } else {
      visit(depth + 1, active.with(row), inactive, spare - 1, share / 2);
    }
    visit(depth + 1, active, inactive.with(row), spare, share / 2);
  }

  /** Writes a leaf if the case can be closed. */
  private boolean close(CaseFrame here, RowSet active, RowSet inactive, int spare) {
    double target = spare + MARGIN;
    boolean reached =
        here.maximise(inactive, target)
            || here.recall(active, inactive, target)
            || generate(here, active, inactive, target);
    if (reached && !write(here, active, inactive, spare)) {
      here.packing.refresh();
      return here.maximise(inactive, target) && write(here, active, inactive, spare);
    }
    return reached;
  }

  private boolean write(CaseFrame here, RowSet active, RowSet inactive, int spare) {
    if (here.contradiction() != CaseFrame.NONE) {
      tree.leaf(here.contradiction(), spare + 1);
      return true;
    }
    return tree.leaf(here.packing, active, inactive, spare);
  }

  private int mostPresent(CaseFrame here, RowSet active, RowSet inactive) {
    int best = -1;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < m; i++) {
      if (here.packing.dual(i) > most && !active.has(i) && !inactive.has(i)) {
        most = here.packing.dual(i);
        best = i;
      }
    }
    return best;
  }

  /** Adds circuits while they help; tells whether the packing exceeds the target. */
  private boolean generate(CaseFrame here, RowSet active, RowSet inactive, double target) {
    CircuitSimplex simplex = here.work;
    simplex.copyFrom(here.simplex);
    double before = here.packing.total();
    double pace = 1;
    for (int round = 0; round < ROUNDS; round++) {
      boolean any = false;
      for (int start = 0; start < STARTS; start++) {
        costsOfHittingSet(here.packing, inactive, round + start > 0);
        for (int k = 0; k < REWEIGHTINGS; k++) {
          simplex.price(cost);
          simplex.improve(active, 100);
          if (never > 0) {
            simplex.admit(m - 1, active);
          }
          any |= here.offer(circuits.add(simplex), inactive);
          costsForSmallSupport(simplex, here.packing, inactive);
        }
      }
      if (!any && !here.packing.isCut() && here.contradiction() == CaseFrame.NONE) {
        return false;
      }
      if (here.maximise(inactive, target)) {
        return true;
      }
      double gain = here.packing.total() - before;
      before = here.packing.total();
      pace = (pace + gain) / 2;
      if (target - before > pace * PATIENCE) {
        return false;
      }
    }
    return false;
  }

  private void costsOfHittingSet(PackingSimplex packing, RowSet inactive, boolean vary) {
    for (int i = 0; i < m; i++) {
      double u = random.nextDouble();
      double factor = vary ? u * u + 0.05 : 1;
      cost[i] = inactive.has(i) ? 0 : (Math.max(0, packing.dual(i)) + SMALL_COST) * factor;
    }
  }

  private void costsForSmallSupport(
      CircuitSimplex simplex, PackingSimplex packing, RowSet inactive) {
    for (int i = 0; i < m; i++) {
      cost[i] =
          inactive.has(i) ? 0 : (Math.max(0, packing.dual(i)) + SMALL_COST) / SMALL_MULTIPLIER;
    }
    for (int k = 0; k < simplex.basisSize(); k++) {
      int i = simplex.row(k);
      double multiplier = Math.max(0, simplex.multiplier(k));
      cost[i] *= SMALL_MULTIPLIER / (SMALL_MULTIPLIER + multiplier);
    }
  }
}
