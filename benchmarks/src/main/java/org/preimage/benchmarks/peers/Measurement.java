package org.preimage.benchmarks.peers;

import java.util.Locale;

/** A peer's finding about one layer, its time the best of some runs. */
record Measurement(String peer, PeerOptions.Size size, long seed, Finding finding) {
  static final String HEADER = "peer,n,m,seed,answer,seconds,certified,note";

  /** Every peer alike, see {@link Runs}. */
  static Measurement take(
      Peer peer, PeerOptions.Size size, long seed, double[][] rows, double limit) {
    Finding finding = Runs.fastest(() -> peer.decide(rows, limit), Finding::seconds);
    return new Measurement(peer.name(), size, seed, finding);
  }

  String csv() {
    return String.format(
        Locale.ROOT,
        "\"%s\",%d,%d,%d,%s,%.6g,%b,\"%s\"",
        peer,
        size.n(),
        size.m(),
        seed,
        finding.answer().words(),
        finding.seconds(),
        finding.certified(),
        finding.note().replace('"', '\''));
  }
}
