package org.preimage.spanning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.preimage.certificate.CountProof;
import org.preimage.certificate.Domain;
import org.preimage.certificate.GoodnessProof;
import org.preimage.certificate.Indices;
import org.preimage.certificate.LayerProof.Circuit;

/**
 * The rows of a layer sorted by what they can add to a count of active rows: rows active everywhere
 * (one-to-one activation, or zero with a bias ≥ 0), rows that take part in a search, and the rest,
 * which is left out. Translates what the search found into a proof about the layer.
 */
final class CountedRows {
  private final Layer layer;
  private final int[] constant;
  private final int[] rows;
  private final boolean onDomain;

  /** Made when it is asked for: bounds by caps often do without. */
  private @Nullable HomogeneousRows search;

  /** For counts that hold on all of Rⁿ: only rows with a bias ≥ 0 take part. */
  static CountedRows onAllOfSpace(Layer layer) {
    return new CountedRows(layer, false);
  }

  /** For counts on the layer's domain: all rows take part if it is a box; else as on Rⁿ. */
  static CountedRows onDomain(Layer layer) {
    return new CountedRows(layer, layer.domain() instanceof Domain.Box);
  }

  private CountedRows(Layer layer, boolean onDomain) {
    this.layer = layer;
    this.constant =
        relu().filter(i -> layer.weights().entries(i) == 0 && layer.bias(i) >= 0).toArray();
    this.rows =
        relu()
            .filter(i -> layer.weights().entries(i) > 0 && (onDomain || layer.bias(i) >= 0))
            .toArray();
    this.onDomain = onDomain;
  }

  private IntStream relu() {
    return IntStream.range(0, layer.outputs()).filter(i -> !layer.isAlwaysActive(i));
  }

  Layer layer() {
    return layer;
  }

  int inputs() {
    return layer.inputs();
  }

  /** Rows active everywhere. */
  int certain() {
    return layer.alwaysActiveCount() + constant.length;
  }

  /** Rows that take part in the search. */
  int size() {
    return rows.length;
  }

  /** Whether they span Rⁿ. */
  boolean span() {
    return search().span();
  }

  /** What is searched, in other coordinates. */
  HomogeneousRows search() {
    HomogeneousRows known = search;
    if (known == null) {
      known = new HomogeneousRows(layer, rows, onDomain);
      search = known;
    }
    return known;
  }

  /** Why there is nothing to search. */
  String noSearch() {
    return layer.outputs() == certain()
        ? "every row is active everywhere"
        : "no row can be shown to be active";
  }

  /** Why a direction in which few of these rows are active may not be a point with few. */
  String notConfirmed() {
    return layer.domain() instanceof Domain.Box || layer.isHomogeneous()
        ? "few rows are active in some direction, but not confirmed inside the domain"
        : "few rows without negative bias are active far out in some direction; other rows or the"
            + " domain must be considered";
  }

  /** The rows in all columns, one after the other, as stored. */
  double[] flat() {
    double[] flat = new double[rows.length * layer.inputs()];
    for (int k = 0; k < rows.length; k++) {
      System.arraycopy(
          layer.weights().denseRow(rows[k]), 0, flat, k * layer.inputs(), layer.inputs());
    }
    return flat;
  }

  /** A proof for a number of rows that are active everywhere. */
  CountProof trivialProof(int required) {
    return enclosed(List.of(), List.of(), new int[] {-1}, required);
  }

  /** A bound by caps with the layer's row numbers. */
  CountProof renumbered(CountProof proof) {
    GoodnessProof goodness = (GoodnessProof) proof;
    int[] numbers = Arrays.stream(goodness.rows().toArray()).map(k -> rows[k]).toArray();
    return new GoodnessProof(
        goodness.scaling(),
        Indices.of(numbers),
        goodness.weights(),
        goodness.frame(),
        goodness.dependence(),
        goodness.caps());
  }

  /**
   * A tree with the layer's row numbers. Covers of n + 1 rows and ends can be left to the checker;
   * those with fewer rows, or whose biases sum to nearly 0, become circuits with exact multipliers.
   *
   * @param exact whether all covers get exact multipliers, for rows that are nearly dependent
   * @return empty when some cover has no positive dependence
   */
  Optional<CountProof> proof(CountProof.Tree tree, int required, boolean exact) {
    CircuitProver prover = new CircuitProver(layer);
    List<Circuit> circuits = new ArrayList<>();
    List<Indices> simplices = new ArrayList<>();
    int covers = tree.simplices().size();
    int[] place = new int[covers];
    for (int c = 0; c < covers; c++) {
      int[] found = tree.simplices().get(c).toArray();
      int[] cover = numbers(found);
      if (cover.length == layer.inputs() + 1 && !exact && search().clearOfZero(found)) {
        place[c] = -1 - simplices.size();
        simplices.add(Indices.of(cover));
      } else {
        Optional<Circuit> circuit = circuit(prover, cover);
        if (circuit.isEmpty()) {
          return Optional.empty();
        }
        place[c] = circuits.size();
        circuits.add(circuit.get());
      }
    }
    int first = circuits.size() + constant.length;
    int[] numbers = Arrays.stream(place).map(p -> p >= 0 ? p : first - 1 - p).toArray();
    int[] steps = tree.steps().toArray();
    for (int at = 0; at < steps.length; ) {
      if (steps[at] >= 0) {
        steps[at] = rows[steps[at]];
        at++;
      } else {
        int named = -1 - steps[at];
        at++;
        for (int k = 0; k < named; k++) {
          steps[at + 1 + 2 * k] = numbers[steps[at + 1 + 2 * k]];
        }
        at += named == 0 ? 0 : 1 + 2 * named;
      }
    }
    return Optional.of(enclosed(circuits, simplices, steps, required));
  }

  /** The certificate's numbers of rows that were searched; t &gt; 0 has none. */
  private int[] numbers(int[] found) {
    int[] numbers = new int[found.length];
    int count = 0;
    for (int k : found) {
      int number = search().number(k);
      if (number >= 0) {
        numbers[count++] = number;
      }
    }
    return count == found.length ? numbers : Arrays.copyOf(numbers, count);
  }

  /** A circuit of the layer's rows; where ends of the domain are listed they carry weight. */
  private Optional<Circuit> circuit(CircuitProver prover, int[] cover) {
    boolean[] tight = new boolean[layer.inputs()];
    for (int i : cover) {
      if (i >= layer.outputs()) {
        tight[(i - layer.outputs()) % layer.inputs()] = true;
      }
    }
    int[] own = Arrays.stream(cover).filter(i -> i < layer.outputs()).toArray();
    double[] ones = new double[own.length];
    Arrays.fill(ones, 1);
    return prover.prove(own, ones, ones, tight);
  }

  /**
   * The rows that are zero are a circuit each: they are assumed active before the tree begins, and
   * the cases in which one is not are excluded after it.
   */
  private CountProof enclosed(
      List<Circuit> circuits, List<Indices> simplices, int[] tree, int required) {
    List<Circuit> all = new ArrayList<>(circuits);
    for (int i : constant) {
      all.add(new Circuit(Indices.of(i), List.of(java.math.BigInteger.ONE)));
    }
    int[] steps = new int[tree.length + 5 * constant.length];
    System.arraycopy(constant, 0, steps, 0, constant.length);
    System.arraycopy(tree, 0, steps, constant.length, tree.length);
    int at = constant.length + tree.length;
    for (int k = constant.length - 1; k >= 0; k--) {
      steps[at++] = -2;
      steps[at++] = 1;
      steps[at++] = circuits.size() + k;
      steps[at++] = required;
    }
    return new CountProof.Tree(all, simplices, Indices.of(steps));
  }
}
