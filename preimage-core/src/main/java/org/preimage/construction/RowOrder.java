package org.preimage.construction;

/** Where the rows (channels of a convolution) of a built layer stand. */
public enum RowOrder {
  /** First B, then −DB, then the extra rows. */
  PAIRED,
  /** In a random order, as training would leave them. */
  SHUFFLED
}
