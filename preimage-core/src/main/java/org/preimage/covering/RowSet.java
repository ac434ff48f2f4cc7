package org.preimage.covering;

/** A set of rows as bits; copied, never shared, where it may change. */
final class RowSet {
  final long[] words;

  private RowSet(long[] words) {
    this.words = words;
  }

  static RowSet empty(int rows) {
    return new RowSet(new long[(rows + 63) >> 6]);
  }

  static RowSet of(int rows, int[] members, int count) {
    RowSet set = empty(rows);
    for (int k = 0; k < count; k++) {
      set.words[members[k] >> 6] |= 1L << members[k];
    }
    return set;
  }

  boolean has(int i) {
    return (words[i >> 6] >>> i & 1) != 0;
  }

  RowSet with(int i) {
    long[] copy = words.clone();
    copy[i >> 6] |= 1L << i;
    return new RowSet(copy);
  }

  int size() {
    int size = 0;
    for (long word : words) {
      size += Long.bitCount(word);
    }
    return size;
  }

  boolean meets(RowSet other) {
    for (int q = 0; q < words.length; q++) {
      if ((words[q] & other.words[q]) != 0) {
        return true;
      }
    }
    return false;
  }

  boolean isWithin(RowSet other) {
    for (int q = 0; q < words.length; q++) {
      if ((words[q] & ~other.words[q]) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowSet set && java.util.Arrays.equals(words, set.words);
  }

  @Override
  public int hashCode() {
    return java.util.Arrays.hashCode(words);
  }
}
