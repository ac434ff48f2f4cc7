package org.preimage.benchmarks.peers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Exact halfspace depth of the origin among the rows, by {@code depth.halfspace} of the R package
 * ddalpha (Dyckerhoff and Mozharovskyi, Comput. Stat. Data Anal. 2016): injective when at least n
 * of m. The time is taken inside R around that call; starting R and reading the rows is not in it.
 */
final class HalfspaceDepthInR implements Peer {
  private static final String SCRIPT = "depth.R";

  /** Seconds that R may need beyond the limit, to start and to load the package. */
  private static final double START_UP = 10;

  private final String method;

  /** One of "recursive", "plane" and "line": all exact, different speed. */
  HalfspaceDepthInR(String method) {
    this.method = method;
  }

  @Override
  public String name() {
    return "ddalpha, " + method;
  }

  @Override
  public Optional<String> obstacle() {
    try {
      boolean present =
          !run(List.of("Rscript", "--vanilla", "-e", "cat(format(packageVersion('ddalpha')))"), 60)
              .isEmpty();
      return present
          ? Optional.empty()
          : Optional.of("R has no package ddalpha (Debian: r-cran-ddalpha)");
    } catch (IOException absent) {
      return Optional.of("no Rscript on the path (Debian: r-base-core, r-cran-ddalpha)");
    }
  }

  @Override
  public boolean isExhaustive() {
    return true;
  }

  @Override
  public Finding decide(double[][] rows, double limit) {
    try {
      Path folder = Files.createTempDirectory("preimage-peers");
      try {
        return decide(rows, limit, folder);
      } finally {
        Files.deleteIfExists(folder.resolve(SCRIPT));
        Files.deleteIfExists(folder.resolve("rows"));
        Files.delete(folder);
      }
    } catch (IOException failed) {
      return Finding.uncertified(Answer.UNDECIDED, limit, "failed: " + failed.getMessage());
    }
  }

  private Finding decide(double[][] rows, double limit, Path folder) throws IOException {
    int n = rows[0].length;
    Path script = folder.resolve(SCRIPT);
    try (InputStream stream =
        Objects.requireNonNull(HalfspaceDepthInR.class.getResourceAsStream(SCRIPT))) {
      Files.copy(stream, script);
    }
    // Binary64 printed by Java is the shortest text that reads back as the same number.
    Path data =
        Files.write(
            folder.resolve("rows"),
            Arrays.stream(rows).map(HalfspaceDepthInR::line).collect(Collectors.toList()));
    long start = System.nanoTime();
    String printed =
        run(
            List.of("Rscript", "--vanilla", script.toString(), data.toString(), "" + n, method),
            limit + START_UP);
    double wall = (System.nanoTime() - start) / 1e9;
    String[] parts = printed.split(" ", -1);
    if (parts.length != 2 || Double.parseDouble(parts[1]) > limit) {
      return Finding.uncertified(Answer.UNDECIDED, limit, "stopped by the limit");
    }
    int depth = (int) Math.round(Double.parseDouble(parts[0]) * rows.length);
    return Finding.uncertified(
        Answer.ofFewestActive(depth, n),
        Double.parseDouble(parts[1]),
        String.format(Locale.ROOT, "depth %d; %.3g s with the start of R", depth, wall));
  }

  private static String line(double[] row) {
    return Arrays.stream(row).mapToObj(Double::toString).collect(Collectors.joining(" "));
  }

  /** What the command printed, or nothing when it failed or ran out of time. */
  private static String run(List<String> command, double seconds) throws IOException {
    Path output = Files.createTempFile("preimage-peers", ".txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(output.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        boolean ended = process.waitFor((long) (seconds * 1000), TimeUnit.MILLISECONDS);
        return ended && process.exitValue() == 0
            ? Files.readString(output, StandardCharsets.UTF_8).strip()
            : "";
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return "";
      } finally {
        process.destroyForcibly();
      }
    } finally {
      Files.deleteIfExists(output);
    }
  }
}
