package org.preimage.benchmarks.peers;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.preimage.benchmarks.Layers;

/**
 * Ours against every program on this machine that can decide the same Gaussian layers, in one run:
 * writes {@code peers.csv}, {@code peers.md} and two plots, prints the table. Ends with 1 when two
 * definite answers differ.
 */
public final class PeerComparison {
  /** Layers to practise on have other seeds than those that are measured. */
  private static final long FIRST_WARM_UP_SEED = 1_000_000;

  private final PeerOptions options;
  private final List<Peer> peers;
  private final PeerTable table;

  /** For each exhaustive peer, the sizes of injective layers at which it ran out of time. */
  private final Map<Peer, List<PeerOptions.Size>> beyond = new HashMap<>();

  private PeerComparison(PeerOptions options) {
    this.options = options;
    this.peers = present(options.without());
    this.table = new PeerTable(options.limit());
  }

  /**
   * Compares; arguments {@code sizes=8-64,10-80 seeds=1,2,3 limit=60 warmup=10 without=recursive
   * folder=benchmarks/plots}, all optional.
   */
  public static void main(String[] args) throws IOException {
    PeerComparison comparison = new PeerComparison(PeerOptions.parse(args));
    comparison.run();
    List<String> disagreements = comparison.table.disagreements();
    disagreements.forEach(System.err::println);
    System.exit(disagreements.isEmpty() ? 0 : 1);
  }

  /** All peers, the slow ones last; ours first. */
  static List<Peer> all() {
    List<Peer> peers = new ArrayList<>();
    peers.add(new CertifiedDecision(true));
    peers.add(new CertifiedDecision(false));
    peers.add(new CertifiedCount());
    for (Formulation formulation :
        List.of(new Normalised(true), new Normalised(false), new BigM())) {
      for (MixedIntegerSolver solver : MixedIntegerSolver.values()) {
        peers.add(new MixedIntegerPeer(solver, formulation));
      }
    }
    peers.add(new CellEnumeration());
    for (String method : List.of("plane", "line", "recursive")) {
      peers.add(new HalfspaceDepthInR(method));
    }
    return peers;
  }

  private static List<Peer> present(List<String> without) {
    List<Peer> present = new ArrayList<>();
    for (Peer peer : all()) {
      if (without.stream().noneMatch(peer.name()::contains)) {
        peer.obstacle()
            .ifPresentOrElse(
                why -> System.err.println("Without " + peer.name() + ": " + why),
                () -> present.add(peer));
      }
    }
    return present;
  }

  private void run() throws IOException {
    Files.createDirectories(options.folder());
    peers.forEach(this::warmUp);
    try (PrintWriter csv =
        new PrintWriter(Files.newBufferedWriter(options.folder().resolve("peers.csv")), true)) {
      csv.println(Measurement.HEADER);
      for (PeerOptions.Size size : options.sizes()) {
        for (Peer peer : peers) {
          measure(peer, size, csv);
        }
        measureColdStart(size, csv);
        write();
      }
    }
    System.out.println(table.markdown());
  }

  /** Compiles what is compiled at run time: every peer decides small layers for a while. */
  private void warmUp(Peer peer) {
    long start = Clock.nanos();
    long begin = System.nanoTime();
    // A busy machine grants little processor time, and R takes none of this thread.
    for (long seed = FIRST_WARM_UP_SEED;
        Clock.nanos() - start < options.warmUp() * 1e9
            && System.nanoTime() - begin < 8 * options.warmUp() * 1e9;
        seed++) {
      int n = 3 + (int) (seed % 4);
      peer.decide(Layers.gaussian(8 * n, n, seed), options.warmUp());
    }
  }

  private void measure(Peer peer, PeerOptions.Size size, PrintWriter csv) {
    List<PeerOptions.Size> tooLarge = beyond.computeIfAbsent(peer, ignored -> new ArrayList<>());
    if (tooLarge.stream().anyMatch(size::covers) && table.isProvedInjective(size)) {
      Finding longer =
          Finding.uncertified(
              Answer.UNDECIDED, options.limit(), "not asked: a smaller layer took longer");
      options
          .seeds()
          .forEach(seed -> record(new Measurement(peer.name(), size, seed, longer), csv));
      return;
    }
    int late = 0;
    for (long seed : options.seeds()) {
      if (2 * late > options.seeds().size()) {
        // The median is beyond the limit whatever the other seeds give.
        break;
      }
      double[][] rows = Layers.gaussian(size.m(), size.n(), seed);
      Measurement measurement = Measurement.take(peer, size, seed, rows, options.limit());
      late += measurement.finding().answer().isDefinite() ? 0 : 1;
      record(measurement, csv);
    }
    boolean beyondLimit = 2 * late > options.seeds().size();
    if (peer.isExhaustive() && beyondLimit && table.isProvedInjective(size)) {
      tooLarge.add(size);
    }
  }

  private void record(Measurement measurement, PrintWriter csv) {
    table.add(measurement);
    csv.println(measurement.csv());
    System.err.println(measurement.csv());
  }

  private void measureColdStart(PeerOptions.Size size, PrintWriter csv) {
    if (Double.isInfinite(
        table.median(CertifiedDecision.NAME, size).orElse(Double.POSITIVE_INFINITY))) {
      return;
    }
    for (long seed : options.seeds()) {
      ColdStart.measure(size, seed, options.limit())
          .ifPresent(
              finding -> {
                table.addCold(
                    size,
                    finding.answer().isDefinite() ? finding.seconds() : Double.POSITIVE_INFINITY);
                csv.println(new Measurement("preimage, first call", size, seed, finding).csv());
              });
    }
  }

  private void write() throws IOException {
    Files.writeString(options.folder().resolve("peers.md"), table.markdown());
    PeerPlots.write(table, options);
  }
}
