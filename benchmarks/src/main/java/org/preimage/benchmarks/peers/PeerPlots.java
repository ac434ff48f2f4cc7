package org.preimage.benchmarks.peers;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/** Median seconds of every peer, over n along m = 8n and over m at n = 6 and n = 8. */
final class PeerPlots {
  private static final int ROWS_PER_INPUT = 8;

  private PeerPlots() {}

  static void write(PeerTable table, PeerOptions options) throws IOException {
    List<PeerOptions.Size> sizes =
        options.sizes().stream()
            .sorted(
                Comparator.comparingInt(PeerOptions.Size::n).thenComparingInt(PeerOptions.Size::m))
            .toList();
    GrowthPlot inputs = new GrowthPlot("Gaussian layers, m = 8n", "n", "seconds, median");
    sizes.stream()
        .filter(size -> size.m() == ROWS_PER_INPUT * size.n())
        .forEach(size -> add(inputs, table, size, size.n()));
    inputs.write(options.folder().resolve("peers-n.png"));
    for (int n : List.of(6, 8)) {
      GrowthPlot rows = new GrowthPlot("Gaussian layers, n = " + n, "m", "seconds, median");
      sizes.stream()
          .filter(size -> size.n() == n)
          .forEach(size -> add(rows, table, size, size.m()));
      rows.write(options.folder().resolve("peers-m-" + n + ".png"));
    }
  }

  private static void add(GrowthPlot plot, PeerTable table, PeerOptions.Size size, double x) {
    for (String peer : table.peers()) {
      table.median(peer, size).ifPresent(seconds -> plot.add(peer, x, seconds));
    }
  }
}
