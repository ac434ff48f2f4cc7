package org.preimage.check;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.preimage.certificate.Indices;

/** The rows V that a state of a case distinction assumes active, by their rank modulo a prime. */
final class SpannedSpace {
  /** Stands for a row not read yet; compared by identity. */
  private static final SparseRow NONE = new SparseRow(new int[0], new double[0]);

  private final Layer layer;
  private final ModularBasis basis;
  private final Map<Integer, SparseRow> rows = new HashMap<>();

  SpannedSpace(Layer layer) {
    this.layer = layer;
    this.basis = new ModularBasis(layer.columns());
  }

  int size() {
    return basis.size();
  }

  void add(int i) throws Rejection {
    basis.add(row(i));
  }

  void truncate(int size) {
    basis.truncate(size);
  }

  /**
   * Requires that V with any choice of one row outside {@code inactive} from each circuit spans Rⁿ.
   */
  void requireLeaf(List<Indices> circuits, BitSet inactive) throws Rejection {
    requireTransversals(circuits, 0, inactive);
  }

  private void requireTransversals(List<Indices> circuits, int from, BitSet inactive)
      throws Rejection {
    if (basis.isFull()) {
      return;
    }
    Rejection.unless(
        circuits.size() - from >= layer.columns() - basis.size(),
        "",
        "is a leaf where the active rows have rank %d of %d modulo 2^61 - 1",
        basis.size() + circuits.size() - from,
        layer.columns());
    Indices circuit = circuits.get(from);
    int size = basis.size();
    for (int k = 0; k < circuit.size(); k++) {
      if (!inactive.get(circuit.get(k))) {
        add(circuit.get(k));
        requireTransversals(circuits, from + 1, inactive);
        truncate(size);
      }
    }
  }

  private SparseRow row(int i) throws Rejection {
    SparseRow known = rows.getOrDefault(i, NONE);
    if (known == NONE) {
      known = layer.row(i);
      rows.put(i, known);
    }
    return known;
  }
}
