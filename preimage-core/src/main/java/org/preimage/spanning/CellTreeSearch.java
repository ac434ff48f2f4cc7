package org.preimage.spanning;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.preimage.certificate.Indices;
import org.preimage.certificate.LayerProof.CellTree;
import org.preimage.certificate.LayerProof.Circuit;
import org.preimage.certificate.Point;
import org.preimage.linalg.Footprint;
import org.preimage.linalg.Mersenne61;

/**
 * The complete decision by case distinction over active rows: V holds rows assumed active, F rows
 * assumed inactive. Either some point of the domain makes every row outside the span of V inactive
 * (the layer is not injective), or a circuit of rows cannot be inactive together and one case for
 * each of its rows remains. At most n − 1 levels; works for every W, degenerate or not, because it
 * counts rank.
 *
 * <p>Froese, Grillo, Skutella, COLT 2025, for the idea; circuits met before are reused before a new
 * linear program is solved.
 */
final class CellTreeSearch {
  /** Beyond this a certificate would not be useful. */
  private static final int MAX_STEPS = 20_000_000;

  /** How the search ended. */
  sealed interface Ending {
    /** A proof. */
    record Proved(CellTree tree) implements Ending {}

    /** A point whose active rows do not span. */
    record Found(Point x) implements Ending {}

    /** Out of time, or rounding hid a sign. */
    record Stopped(String reason) implements Ending {}
  }

  private static final class StopSearch extends Exception {
    private static final long serialVersionUID = 1L;

    final transient Ending ending;

    StopSearch(Ending ending) {
      super(null, null, false, false);
      this.ending = ending;
    }
  }

  private final Layer layer;
  private final SearchBudget budget;
  private final InactivityProgram program;
  private final List<Circuit> circuits = new ArrayList<>();
  private final List<BitSet> circuitRows = new ArrayList<>();
  private final BitSet inactive = new BitSet();
  private final KeptBytes kept;
  private int[] steps = new int[1024];
  private int size;
  private double progress;

  CellTreeSearch(Layer layer, SearchBudget budget) {
    this.layer = layer;
    this.budget = budget;
    this.program = new InactivityProgram(layer, budget);
    this.kept = new KeptBytes(budget);
  }

  Ending run() {
    try (kept) {
      kept.add(Footprint.ints(steps.length));
      Flat root = Flat.root(layer);
      for (int i = 0; i < layer.outputs(); i++) {
        if (layer.isAlwaysActive(i)) {
          root = root.with(i);
        }
      }
      visit(root, 1.0);
      return new Ending.Proved(new CellTree(circuits, Indices.of(Arrays.copyOf(steps, size))));
    } catch (StopSearch stop) {
      return stop.ending;
    }
  }

  private void visit(Flat flat, double share) throws StopSearch {
    budget.countCell();
    if (flat.rank() == layer.inputs()) {
      step(-1);
      progress += share;
      return;
    }
    String spent = budget.whySpent();
    if (!spent.isEmpty()) {
      throw new StopSearch(
          new Ending.Stopped(
              String.format("cell tree %.2g %% done when %s", 100 * progress, spent)));
    }
    int chosen = cheapestKnown(flat.members());
    if (chosen < 0) {
      chosen = newCircuit(flat);
    }
    step(chosen);
    Circuit circuit = circuits.get(chosen);
    BitSet added = new BitSet();
    int open = openRows(circuitRows.get(chosen));
    for (int k = 0; k < circuit.rows().size(); k++) {
      int row = circuit.rows().get(k);
      if (!inactive.get(row)) {
        long bytes = flat.bytes();
        kept.add(bytes);
        visit(flat.with(row), share / open);
        kept.add(-bytes);
        inactive.set(row);
        added.set(row);
      }
    }
    if (open == 0) {
      progress += share;
    }
    inactive.andNot(added);
  }

  private int cheapestKnown(BitSet closure) {
    int best = -1;
    int fewest = Integer.MAX_VALUE;
    for (int k = 0; k < circuits.size(); k++) {
      BitSet rows = circuitRows.get(k);
      if (!rows.intersects(closure)) {
        int open = openRows(rows);
        if (open < fewest) {
          fewest = open;
          best = k;
          if (open == 0) {
            break;
          }
        }
      }
    }
    return best;
  }

  private int openRows(BitSet rows) {
    BitSet open = (BitSet) rows.clone();
    open.andNot(inactive);
    return open.cardinality();
  }

  private int newCircuit(Flat flat) throws StopSearch {
    int[] outside = flat.outside();
    InactivityProgram.Answer answer = program.solve(outside);
    if (answer.witness().isPresent()) {
      throw new StopSearch(new Ending.Found(answer.witness().get()));
    }
    Optional<Circuit> circuit = answer.circuit();
    if (circuit.isEmpty()) {
      throw new StopSearch(
          new Ending.Stopped(
              Thread.currentThread().isInterrupted()
                  ? "interrupted"
                  : "rounding hid the sign of a linear program with " + outside.length + " rows"));
    }
    BitSet rows = new BitSet();
    for (int k = 0; k < circuit.get().rows().size(); k++) {
      rows.set(circuit.get().rows().get(k));
    }
    circuits.add(circuit.get());
    circuitRows.add(rows);
    kept.add(bytes(circuit.get()) + Footprint.longs((layer.outputs() + 63) >> 6));
    return circuits.size() - 1;
  }

  private static long bytes(Circuit circuit) {
    long bytes = 3 * Footprint.OBJECT + Footprint.ints(circuit.rows().size());
    for (BigInteger multiplier : circuit.multipliers()) {
      bytes +=
          Footprint.REFERENCE
              + Footprint.OBJECT
              + Footprint.longs((multiplier.bitLength() + 63) >> 6);
    }
    return bytes;
  }

  private void step(int value) throws StopSearch {
    if (size == MAX_STEPS) {
      throw new StopSearch(
          new Ending.Stopped(
              "cell tree passed " + MAX_STEPS + " cells; the certificate would be too large"));
    }
    if (size == steps.length) {
      kept.add(4L * size);
      steps = Arrays.copyOf(steps, size * 2);
    }
    steps[size++] = value;
  }

  /**
   * The rows spanned by a set V, by elimination modulo a prime. A row wrongly taken for spanned (a
   * chance of about 2⁻⁶¹) could only make a proposal fail its exact check.
   */
  private static final class Flat {
    private final int rank;
    private final long[][] residues;
    private final BitSet members;

    private Flat(int rank, long[][] residues) {
      this.rank = rank;
      this.residues = residues;
      this.members = new BitSet();
      for (int i = 0; i < residues.length; i++) {
        if (isZero(residues[i])) {
          members.set(i);
        }
      }
    }

    static Flat root(Layer layer) {
      long[][] residues = new long[layer.outputs()][layer.inputs()];
      for (int i = 0; i < residues.length; i++) {
        for (int p = layer.weights().start(i); p < layer.weights().start(i + 1); p++) {
          residues[i][layer.weights().index(p)] = Mersenne61.residue(layer.weights().value(p));
        }
      }
      return new Flat(0, residues);
    }

    int rank() {
      return rank;
    }

    /** What it takes in memory, as if it shared no row with the one above. */
    long bytes() {
      return residues.length * Footprint.longs(residues[0].length);
    }

    BitSet members() {
      return members;
    }

    int[] outside() {
      BitSet outside = new BitSet();
      outside.set(0, residues.length);
      outside.andNot(members);
      return outside.stream().toArray();
    }

    Flat with(int row) {
      long[] pivotRow = residues[row];
      int pivot = 0;
      while (pivot < pivotRow.length && pivotRow[pivot] == 0) {
        pivot++;
      }
      if (pivot == pivotRow.length) {
        return this;
      }
      long inverse = Mersenne61.inverse(pivotRow[pivot]);
      long[][] reduced = new long[residues.length][];
      for (int i = 0; i < residues.length; i++) {
        long factor = Mersenne61.multiply(residues[i][pivot], inverse);
        reduced[i] = factor == 0 ? residues[i] : eliminate(residues[i], pivotRow, factor);
      }
      return new Flat(rank + 1, reduced);
    }

    private static long[] eliminate(long[] row, long[] pivotRow, long factor) {
      long[] result = new long[row.length];
      for (int j = 0; j < row.length; j++) {
        result[j] = Mersenne61.subtract(row[j], Mersenne61.multiply(factor, pivotRow[j]));
      }
      return result;
    }

    private static boolean isZero(long[] row) {
      for (long entry : row) {
        if (entry != 0) {
          return false;
        }
      }
      return true;
    }
  }
}
