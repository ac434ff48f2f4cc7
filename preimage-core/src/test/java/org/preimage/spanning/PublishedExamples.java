package org.preimage.spanning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.preimage.certificate.ConvolutionGeometry;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Subject;
import org.preimage.certificate.Weights;

/**
 * Examples of [J] (Puthawala et al., <i>Globally Injective ReLU Networks</i>, JMLR 23(105), 2022)
 * and counterexamples to published statements, with the answers that hold.
 */
public final class PublishedExamples {
  private static final double[][] EXAMPLE_1_SQUARES = {
    {3, -1, -1, -1}, {-1, 3, -1, -1}, {-1, -1, 3, -1}, {-1, -1, -1, 3}
  };
  private static final double[][] EXAMPLE_1_LINES = {{1, 0, -1}, {1, 0, 1}};

  private PublishedExamples() {}

  /** Everything in this class, convolutions of each boundary included. */
  public static List<PublishedExample> all() {
    List<PublishedExample> all =
        new ArrayList<>(
            List.of(
                missingDirection(),
                oppositePairsAndZeroRow(),
                plusMinusIdentity(),
                repeatedRows(),
                perturbedOppositeRow(),
                coveringBias(),
                coveringBiasOnTheLine(),
                gapInTheBias(),
                identityAfterOppositePairs(),
                deficientSecondLayer()));
    for (Boundary boundary : Boundary.values()) {
      all.add(squares(4, 5, boundary));
      all.add(lines(4, boundary));
      all.add(lines(7, boundary));
    }
    all.add(lines(3, Boundary.VALID));
    return all;
  }

  /** [J] App. E.1, first case: not injective although Bruna et al., Prop. 2.2, says so. */
  public static PublishedExample missingDirection() {
    return layer("[J] E.1, case 1", false, new double[][] {{1, 0}, {0, 1}, {-1, 0}});
  }

  /** [J] App. E.1, second case: [B; −DB; 0]. */
  public static PublishedExample oppositePairsAndZeroRow() {
    return layer(
        "[J] E.1, case 2", true, new double[][] {{2, 1}, {1, 1}, {-1, -0.5}, {-3, -3}, {0, 0}});
  }

  /** [J] App. E.1, third case: [I; −I]; its inverse Lipschitz constant is 1/√2. */
  public static PublishedExample plusMinusIdentity() {
    return layer("[J] E.1, case 3", true, new double[][] {{1, 0}, {0, 1}, {-1, 0}, {0, -1}});
  }

  /** Halfspace depth 2 of the origin, yet rank 1: counting active rows is not enough. */
  public static PublishedExample repeatedRows() {
    return layer("rows e1, e1, -e1, -e1", false, new double[][] {{1, 0}, {1, 0}, {-1, 0}, {-1, 0}});
  }

  /** [B; −DB] with one entry changed by 1e−6: injectivity is not an open condition. */
  public static PublishedExample perturbedOppositeRow() {
    return layer("perturbed [I; -I]", false, new double[][] {{1, 0}, {0, 1}, {-1, 1e-6}, {0, -1}});
  }

  /** Against [J] Lemma 3, only if: dropping the rows with negative bias leaves [I]. */
  public static PublishedExample coveringBias() {
    return PublishedExample.of(
        "[I; -I] with bias (1, 1, -1, -1)",
        true,
        PublishedExample.layer(new double[] {1, 1, -1, -1}, plusMinusIdentityRows()));
  }

  /** The same in one dimension, with overlap. */
  public static PublishedExample coveringBiasOnTheLine() {
    return PublishedExample.of(
        "[1; -1] with bias (1, -1/2)",
        true,
        PublishedExample.layer(new double[] {1, -0.5}, new double[] {1}, new double[] {-1}));
  }

  /** Zero on [−1, 1]. */
  public static PublishedExample gapInTheBias() {
    return PublishedExample.of(
        "[1; -1] with bias (-1, -1)",
        false,
        PublishedExample.layer(new double[] {-1, -1}, new double[] {1}, new double[] {-1}));
  }

  /** [J]: ReLU(I·ReLU(Wx)) is injective although I is not a layer that is injective on Rⁿ. */
  public static PublishedExample identityAfterOppositePairs() {
    double[][] identity = new double[4][4];
    for (int i = 0; i < 4; i++) {
      identity[i][i] = 1;
    }
    return twoLayers(
        "ReLU(I ReLU(Wx))", new double[][] {{2, 1}, {1, 1}, {-1, -0.5}, {-3, -3}}, identity);
  }

  /**
   * x ↦ (x⁺, x⁻) ↦ ReLU of (x⁺ − x⁻, x⁻ − x⁺): injective, with a second layer of rank 1 that is not
   * injective even on the orthant. No layerwise proof exists.
   */
  public static PublishedExample deficientSecondLayer() {
    return twoLayers(
        "second layer of rank one", new double[][] {{1}, {-1}}, new double[][] {{1, -1}, {-1, 1}});
  }

  /**
   * [J] Example 1, first half: eight 2 × 2 kernels ±c_k on an image. The kernels sum to zero, so
   * Theorem 13 does not apply as printed there: constants vanish unless zeros are padded.
   */
  public static PublishedExample squares(int height, int width, Boundary boundary) {
    return convolution(
        "[J] Example 1, 2 x 2 kernels on " + height + " x " + width,
        EXAMPLE_1_SQUARES,
        Indices.of(height, width),
        Indices.of(2, 2),
        boundary,
        boundary == Boundary.ZERO);
  }

  /** [J] Example 1, second half: kernels (±1, 0, ±1) on a line of at least 3 points. */
  public static PublishedExample lines(int length, Boundary boundary) {
    return convolution(
        "[J] Example 1, width 3 on " + length,
        EXAMPLE_1_LINES,
        Indices.of(length),
        Indices.of(3),
        boundary,
        length > 3 || boundary != Boundary.VALID);
  }

  private static PublishedExample convolution(
      String name,
      double[][] half,
      Indices in,
      Indices kernelShape,
      Boundary boundary,
      boolean injective) {
    double[][] kernels = withNegatives(half);
    Subject subject =
        boundary == Boundary.PERIODIC
            ? PeriodicConvolution.layer(kernels, in, kernelShape)
            : PublishedExample.relu(
                new Node.Input(ConvolutionGeometry.volume(in)),
                convolutionNode(kernels, in, kernelShape, boundary));
    return PublishedExample.of(name + ", " + boundary, injective, subject);
  }

  private static Node convolutionNode(
      double[][] kernels, Indices in, Indices kernelShape, Boundary boundary) {
    int axes = in.size();
    int[] ones = new int[axes];
    Arrays.fill(ones, 1);
    int[] out = in.toArray();
    int[] pads = new int[axes];
    for (int a = 0; a < axes; a++) {
      pads[a] = boundary == Boundary.ZERO ? kernelShape.get(a) / 2 : 0;
      out[a] -= boundary == Boundary.ZERO ? 0 : kernelShape.get(a) - 1;
    }
    ConvolutionGeometry geometry =
        new ConvolutionGeometry(
            1,
            in,
            kernels.length,
            Indices.of(out),
            kernelShape,
            Indices.of(ones),
            Indices.of(pads),
            Indices.of(ones),
            1);
    double[] weights = Arrays.stream(kernels).flatMapToDouble(Arrays::stream).toArray();
    return new Node.Convolution(
        0, geometry, Weights.of(weights), Weights.of(new double[kernels.length]));
  }

  private static double[][] withNegatives(double[][] half) {
    double[][] kernels = Arrays.copyOf(half, 2 * half.length);
    for (int k = 0; k < half.length; k++) {
      kernels[half.length + k] = Arrays.stream(half[k]).map(w -> 0.0 - w).toArray();
    }
    return kernels;
  }

  private static PublishedExample layer(String name, boolean injective, double[][] rows) {
    return PublishedExample.of(
        name, injective, PublishedExample.layer(new double[rows.length], rows));
  }

  private static PublishedExample twoLayers(String name, double[][] first, double[][] second) {
    int hidden = first.length;
    Subject subject =
        new Subject(
            List.of(
                new Node.Input(first[0].length),
                PublishedExample.affine(0, new double[hidden], first),
                Node.Rectifier.relu(1, hidden),
                PublishedExample.affine(2, new double[second.length], second),
                Node.Rectifier.relu(3, second.length)),
            Indices.of(4));
    return PublishedExample.of(name, true, subject);
  }

  private static double[][] plusMinusIdentityRows() {
    return new double[][] {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};
  }
}
