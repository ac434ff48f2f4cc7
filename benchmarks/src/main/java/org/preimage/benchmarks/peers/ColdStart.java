package org.preimage.benchmarks.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.preimage.benchmarks.Layers;

/** Our decision as the first thing a new virtual machine does: classes loaded, nothing compiled. */
public final class ColdStart {
  private ColdStart() {}

  /** Prints answer and seconds of the first decision; arguments n, m, seed, limit in seconds. */
  public static void main(String[] args) {
    double[][] rows =
        Layers.gaussian(
            Integer.parseInt(args[1]), Integer.parseInt(args[0]), Long.parseLong(args[2]));
    Finding finding = new CertifiedDecision(true).decide(rows, Double.parseDouble(args[3]));
    System.out.println(finding.answer() + " " + finding.seconds());
  }

  /** What {@link #main} prints in a virtual machine of its own; nothing if that fails. */
  static Optional<Finding> measure(PeerOptions.Size size, long seed, double limit) {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            ColdStart.class.getName(),
            Integer.toString(size.n()),
            Integer.toString(size.m()),
            Long.toString(seed),
            Double.toString(limit));
    long start = System.nanoTime();
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String[] printed =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
              .strip()
              .split(" ", -1);
      if (process.waitFor() != 0 || printed.length != 2) {
        return Optional.empty();
      }
      Answer answer = Answer.valueOf(printed[0]);
      double whole = (System.nanoTime() - start) / 1e9;
      return Optional.of(
          new Finding(
              answer,
              Double.parseDouble(printed[1]),
              answer.isDefinite(),
              String.format(Locale.ROOT, "%.3g s with the start of the virtual machine", whole)));
    } catch (IOException failed) {
      return Optional.empty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
