package org.preimage.check;

import java.util.BitSet;
import java.util.List;
import org.preimage.certificate.Indices;

/** V by number: enough means at least so many different rows. */
final class CountedRows implements AssumedActive {
  private final int required;
  private final BitSet members = new BitSet();
  private int[] order = new int[16];
  private int size;

  CountedRows(int required) {
    this.required = required;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void add(int i) {
    if (members.get(i)) {
      return;
    }
    members.set(i);
    if (size == order.length) {
      order = java.util.Arrays.copyOf(order, size * 2);
    }
    order[size++] = i;
  }

  @Override
  public void truncate(int target) {
    while (size > target) {
      members.clear(order[--size]);
    }
  }

  @Override
  public void requireLeaf(List<Indices> circuits, BitSet inactive) throws Rejection {
    for (Indices circuit : circuits) {
      for (int k = 0; k < circuit.size(); k++) {
        int i = circuit.get(k);
        Rejection.unless(
            inactive.get(i) || !members.get(i),
            "",
            "row %d is counted in a circuit and by itself",
            i);
      }
    }
    Rejection.unless(
        size + circuits.size() >= required,
        "",
        "is a leaf with %d active rows and %d circuits where %d active rows are required",
        size,
        circuits.size(),
        required);
  }
}
