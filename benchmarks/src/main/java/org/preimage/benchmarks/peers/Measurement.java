package org.preimage.benchmarks.peers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A peer's finding about one layer, its time the median of some runs. */
record Measurement(String peer, PeerOptions.Size size, long seed, Finding finding) {
  static final String HEADER = "peer,n,m,seed,answer,seconds,certified,note";

  private static final int RUNS = 9;

  /** No further run once this many seconds were spent. */
  private static final double ENOUGH = 1;

  /** Up to nine runs, fewer when they are long; every peer alike. */
  static Measurement take(
      Peer peer, PeerOptions.Size size, long seed, double[][] rows, double limit) {
    List<Finding> findings = new ArrayList<>();
    long start = System.nanoTime();
    do {
      findings.add(peer.decide(rows, limit));
    } while (findings.size() < RUNS && System.nanoTime() - start < ENOUGH * 1e9);
    findings.sort(Comparator.comparingDouble(Finding::seconds));
    return new Measurement(peer.name(), size, seed, findings.get(findings.size() / 2));
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
