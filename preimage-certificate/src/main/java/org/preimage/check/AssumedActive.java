package org.preimage.check;

import java.util.BitSet;
import java.util.List;
import org.preimage.certificate.Indices;

/**
 * The rows V that a state of a case distinction assumes active, as far as the claim looks at them.
 */
interface AssumedActive {
  /** Rows that can be taken back in reverse order are numbered by this. */
  int size();

  /** Row {@code i} joins V. */
  void add(int i) throws Rejection;

  /** Back to the V that had this {@link #size}. */
  void truncate(int size);

  /**
   * Requires that V with any choice of one row outside {@code inactive} from each circuit is enough
   * for the claim.
   *
   * @param circuits pairwise without a common row outside {@code inactive}
   */
  void requireLeaf(List<Indices> circuits, BitSet inactive) throws Rejection;
}
