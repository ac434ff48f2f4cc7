package org.preimage.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.preimage.certificate.Domain;
import org.preimage.spanning.Layer;
import org.preimage.spanning.LayerDecision;
import org.preimage.spanning.LayerResult;
import org.preimage.spanning.SearchBudget;

/**
 * How often the decision finds a collision of a Gaussian layer without bias, against m/n. Prints a
 * line of CSV for each n and m; every collision counted was confirmed exactly. One thread.
 */
public final class CollisionCurve {
  private CollisionCurve() {}

  /**
   * Arguments {@code N SECONDS SEEDS M...}: layers of M × N for the seeds 1 to SEEDS, each decided
   * in at most SECONDS.
   *
   * <p>Columns: n; m; m/n; seeds; collisions found; median seconds over all seeds, where a layer
   * without a collision counts with the time spent on it; fewest active rows met, for each seed.
   */
  public static void main(String[] arguments) {
    if (arguments.length < 4) {
      throw new IllegalArgumentException(
          "The curve requires N SECONDS SEEDS M... but received "
              + String.join(" ", arguments)
              + ".\nMaybe 100 60 5 600 620 640.");
    }
    int n = Integer.parseInt(arguments[0]);
    double limit = Double.parseDouble(arguments[1]);
    int seeds = Integer.parseInt(arguments[2]);
    // The first decision compiles the hot loops, which is no part of the curve.
    decide(n, 5 * n, 0, limit);
    System.out.println("n,m,m/n,seeds,found,median_s,fewest_active");
    for (int m : Arrays.stream(arguments).skip(3).mapToInt(Integer::parseInt).toArray()) {
      System.out.println(line(n, m, seeds, limit));
    }
  }

  private static String line(int n, int m, int seeds, double limit) {
    double[] seconds = new double[seeds];
    int[] fewest = new int[seeds];
    int found = 0;
    for (int s = 0; s < seeds; s++) {
      long start = System.nanoTime();
      LayerResult result = decide(n, m, s + 1, limit);
      seconds[s] = (System.nanoTime() - start) / 1e9;
      fewest[s] = result.fewestActive().orElse(m);
      if (result instanceof LayerResult.Deficient) {
        found++;
      }
    }
    Arrays.sort(seconds);
    return String.format(
        Locale.ROOT,
        "%d,%d,%.2f,%d,%d,%.2f,%s",
        n,
        m,
        (double) m / n,
        seeds,
        found,
        seconds[seeds / 2],
        String.join(" ", IntStream.of(fewest).mapToObj(Integer::toString).toArray(String[]::new)));
  }

  private static LayerResult decide(int n, int m, long seed, double limit) {
    Layer layer = Layer.relu(Layers.gaussian(m, n, seed), new double[m], Domain.wholeSpace(n));
    return LayerDecision.decide(layer, Optional.empty(), seed, SearchBudget.ofSeconds(limit));
  }
}
