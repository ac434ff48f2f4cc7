package org.preimage.inversion;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.preimage.certificate.ConvolutionGeometry;
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
   * Positions among the observed outputs: the smallest strip or central window of an image, or the
   * first few of a random order, in which prior codes leave enough equations; all if none is
   * enough.
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
      return parts(generator, n.geometry(), observed);
    } else if (last instanceof Node.Convolution n && n.geometry().outShape().size() == 2) {
      return parts(generator, n.geometry(), observed);
    }
    int[] order = SeedStream.of(0).child("rows").numbers().permutation(observed.length);
    int n = generator.latentSize();
    return IntStream.of(4, 6, 8, 12, 16)
        .map(k -> Math.max(k * n, 96))
        .filter(k -> k < observed.length)
        .mapToObj(k -> IntStream.of(Arrays.copyOf(order, k)).sorted().toArray())
        .toList();
  }

  /**
   * Strips at the lower or upper edge: each latent coordinate reaches all of an image's width, and
   * less lies behind an edge. The mario generator needed a quarter of the time with them that a
   * square window in the middle took. An image made by a curve may be saturated at its edges, where
   * noise leaves nothing of it.
   */
  private static List<int[]> parts(Generator generator, ConvolutionGeometry geometry, int[] seen) {
    int height = geometry.outShape().get(0);
    int width = geometry.outShape().get(1);
    if (generator.readout() instanceof Readout.Curve) {
      return IntStream.of(6, 5, 4, 3)
          .mapToObj(
              part ->
                  places(
                      seen,
                      i ->
                          isCentral(i / width % height, height, part)
                              && isCentral(i % width, width, part)))
          .toList();
    }
    return IntStream.of(8, 6, 5, 4, 3)
        .map(part -> (height + part - 1) / part)
        .boxed()
        .flatMap(
            rows ->
                Stream.of(
                    places(seen, i -> i / width % height >= height - rows),
                    places(seen, i -> i / width % height < rows)))
        .toList();
  }

  private static int[] places(int[] observed, IntPredicate chosen) {
    return IntStream.range(0, observed.length).filter(k -> chosen.test(observed[k])).toArray();
  }

  /** Whether a place lies within the middle 2/part of an axis. */
  private static boolean isCentral(int at, int length, int part) {
    return Math.abs(2 * at + 1 - length) * part < 2 * length;
  }
}
