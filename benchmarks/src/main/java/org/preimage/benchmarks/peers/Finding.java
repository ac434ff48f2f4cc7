package org.preimage.benchmarks.peers;

/**
 * One answer of one peer.
 *
 * @param seconds from the matrix to the answer
 * @param certified whether an exact checker accepted a proof of the answer, within these seconds
 * @param note what else is worth knowing: parts of the time, why undecided
 */
record Finding(Answer answer, double seconds, boolean certified, String note) {
  static Finding uncertified(Answer answer, double seconds, String note) {
    return new Finding(answer, seconds, false, note);
  }
}
