package org.preimage.check;

import java.util.BitSet;
import java.util.List;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Subject;

/** The entries of every node on which some listed entries depend. */
final class ReceptiveField {
  private final Subject subject;
  private final BitSet[] entries;

  /**
   * @param seeds for each node the entries to begin with; extended in place
   */
  private ReceptiveField(Subject subject, BitSet[] seeds) {
    this.subject = subject;
    this.entries = seeds;
  }

  /** All entries that the seeds need, the seeds included. */
  static BitSet[] of(Subject subject, BitSet[] seeds) {
    ReceptiveField field = new ReceptiveField(subject, seeds);
    for (int k = seeds.length - 1; k >= 0; k--) {
      if (!seeds[k].isEmpty()) {
        field.extend(k, subject.nodes().get(k));
      }
    }
    return field.entries;
  }

  private void extend(int k, Node node) {
    if (AffineMap.isAffine(node)) {
      affine(AffineMap.of(node), entries[k], entries[node.sources().get(0)]);
    } else if (node instanceof Node.Select select) {
      entries[k].stream()
          .map(select.index()::get)
          .filter(from -> from >= 0)
          .forEach(from -> mark(select.sources(), from));
    } else if (node instanceof Node.Maximum maximum) {
      windows(maximum.windows(), entries[k], entries[maximum.source()]);
    } else if (node instanceof Node.Mean mean) {
      windows(mean.windows(), entries[k], entries[mean.source()]);
    } else if (node instanceof Node.Opaque) {
      for (int s = 0; s < node.sources().size(); s++) {
        int source = node.sources().get(s);
        entries[source].set(0, subject.nodes().get(source).size());
      }
    } else {
      // Elementwise, sums among them.
      for (int s = 0; s < node.sources().size(); s++) {
        entries[node.sources().get(s)].or(entries[k]);
      }
    }
  }

  private static void affine(AffineMap map, BitSet rows, BitSet columns) {
    int known = columns.cardinality();
    for (int i = rows.nextSetBit(0); i >= 0 && known < map.columns(); i = rows.nextSetBit(i + 1)) {
      SparseRow row = map.row(i);
      for (int e = 0; e < row.size(); e++) {
        if (!columns.get(row.column(e))) {
          columns.set(row.column(e));
          known++;
        }
      }
    }
  }

  private static void windows(List<Indices> windows, BitSet rows, BitSet source) {
    for (int i = rows.nextSetBit(0); i >= 0; i = rows.nextSetBit(i + 1)) {
      for (int e = 0; e < windows.get(i).size(); e++) {
        source.set(windows.get(i).get(e));
      }
    }
  }

  /** Marks an entry of the concatenation of some nodes. */
  private void mark(Indices sources, int place) {
    int rest = place;
    int s = 0;
    while (rest >= subject.nodes().get(sources.get(s)).size()) {
      rest -= subject.nodes().get(sources.get(s++)).size();
    }
    entries[sources.get(s)].set(rest);
  }
}
