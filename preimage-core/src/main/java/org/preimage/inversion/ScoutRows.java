package org.preimage.inversion;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.preimage.certificate.ConvolutionGeometry;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.random.SeedStream;

/**
 * A part of the observed outputs that still determines the code, for searches: n unknowns need a
 * few n equations, and a small window of an image costs a fraction of the whole. What is found with
 * it is checked against all outputs.
 */
final class ScoutRows {
  /** Equations wanted, in units of n. */
  private static final int EQUATIONS = 4;

  private static final int SAMPLES = 8;

  /** An output that changes less than this with its pre-activation is no equation. */
  private static final double INFORMATIVE = 1e-6;

  private ScoutRows() {}

  /**
   * Positions among the observed outputs: the smallest central window of an image, or the first few
   * of a random order, in which prior codes leave enough equations; all if none is enough.
   *
   * @param observed numbers of the observed outputs
   */
  static int[] choose(Generator generator, int[] observed, Prior prior) {
    boolean[][] informative = informative(generator, observed, prior);
    int wanted = EQUATIONS * generator.latentSize();
    for (int[] candidate : candidates(generator, observed)) {
      boolean enough =
          Arrays.stream(informative)
              .allMatch(sample -> IntStream.of(candidate).filter(i -> sample[i]).count() >= wanted);
      if (enough && 3 * candidate.length < 2 * observed.length) {
        return candidate;
      }
    }
    return IntStream.range(0, observed.length).toArray();
  }

  private static boolean[][] informative(Generator generator, int[] observed, Prior prior) {
    boolean[][] informative = new boolean[SAMPLES][observed.length];
    for (int s = 0; s < SAMPLES; s++) {
      double[] code =
          prior.draw(generator.latentSize(), SeedStream.of(s).child("scouts").numbers());
      double[] p = generator.core().evaluate(code);
      for (int i = 0; i < observed.length; i++) {
        informative[s][i] = Math.abs(generator.readout().slope(p[observed[i]])) > INFORMATIVE;
      }
    }
    return informative;
  }

  private static List<int[]> candidates(Generator generator, int[] observed) {
    List<Node> nodes = generator.core().subject().nodes();
    Node last = nodes.get(generator.core().subject().outputs().get(0));
    if (last instanceof Node.TransposedConvolution n && n.geometry().outShape().size() == 2) {
      return windows(n.geometry(), observed);
    } else if (last instanceof Node.Convolution n && n.geometry().outShape().size() == 2) {
      return windows(n.geometry(), observed);
    }
    int[] order = SeedStream.of(0).child("rows").numbers().permutation(observed.length);
    int n = generator.latentSize();
    return IntStream.of(4, 6, 8, 12, 16)
        .map(k -> Math.max(k * n, 48))
        .filter(k -> k < observed.length)
        .mapToObj(k -> IntStream.of(Arrays.copyOf(order, k)).sorted().toArray())
        .toList();
  }

  private static List<int[]> windows(ConvolutionGeometry geometry, int[] observed) {
    Indices shape = geometry.outShape();
    int height = shape.get(0);
    int width = shape.get(1);
    return IntStream.of(6, 5, 4, 3)
        .mapToObj(
            part ->
                IntStream.range(0, observed.length)
                    .filter(
                        i ->
                            isCentral(observed[i] / width % height, height, part)
                                && isCentral(observed[i] % width, width, part))
                    .toArray())
        .toList();
  }

  /** Whether a place lies within the middle 2/part of an axis. */
  private static boolean isCentral(int at, int length, int part) {
    return Math.abs(2 * at + 1 - length) * part < 2 * length;
  }
}
