package org.preimage.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.preimage.certificate.ConvolutionGeometry;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Weights;

/** Convolution semantics against dense matrices filled by the textbook scatter loops. */
class ConvolutionMapTest {
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Shape(
      int g, int ic, int oc, int[] in, int[] out, int[] k, int[] s, int[] p, int[] d) {
    ConvolutionGeometry geometry() {
      return new ConvolutionGeometry(
          ic,
          Indices.of(in),
          oc,
          Indices.of(out),
          Indices.of(k),
          Indices.of(s),
          Indices.of(p),
          Indices.of(d),
          g);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void rowsMatchDenseExpansion(int seed) {
    Random random = new Random(seed);
    Shape shape = shape(random);
    ConvolutionGeometry g = shape.geometry();
    double[] bias = weights(random, shape.oc());
    double[] kernel = weights(random, shape.oc() * shape.ic() / shape.g() * volume(shape.k()));
    Node forward = new Node.Convolution(0, g, Weights.of(kernel), Weights.of(bias));
    assertThat(dense(AffineMap.of(forward))).isDeepEqualTo(expected(shape, kernel, false));
    double[] other = weights(random, shape.ic() * shape.oc() / shape.g() * volume(shape.k()));
    Node transposed = new Node.TransposedConvolution(0, g, Weights.of(other), Weights.of(bias));
    assertThat(dense(AffineMap.of(transposed))).isDeepEqualTo(expected(shape, other, true));
    for (int i = 0; i < g.outputSize(); i++) {
      assertThat(AffineMap.of(forward).bias(i)).isEqualTo(bias[i / volume(shape.out())]);
    }
  }

  /** The worked example of the ONNX operator page: ConvTranspose of 3×3 ones-kernel, stride 1. */
  @Test
  void matchesPublishedTransposedExample() {
    double[] ones = new double[9];
    java.util.Arrays.fill(ones, 1);
    ConvolutionGeometry g =
        new ConvolutionGeometry(
            1,
            Indices.of(3, 3),
            1,
            Indices.of(5, 5),
            Indices.of(3, 3),
            Indices.of(1, 1),
            Indices.of(0, 0),
            Indices.of(1, 1),
            1);
    Node node = new Node.TransposedConvolution(0, g, Weights.of(ones), Weights.of(0));
    double[][] w = dense(AffineMap.of(node));
    double[] y = new double[25];
    for (int i = 0; i < 25; i++) {
      for (int j = 0; j < 9; j++) {
        y[i] += w[i][j] * j;
      }
    }
    assertThat(y)
        .containsExactly(
            0, 1, 3, 3, 2, 3, 8, 15, 12, 7, 9, 21, 36, 27, 15, 9, 20, 33, 24, 13, 6, 13, 21, 15, 8);
  }

  private static Shape shape(Random r) {
    int groups = 1 + r.nextInt(2);
    int axes = 1 + r.nextInt(2);
    int[][] v = new int[6][axes];
    for (int a = 0; a < axes; a++) {
      v[0][a] = 1 + r.nextInt(4);
      v[1][a] = 1 + r.nextInt(5);
      v[2][a] = 1 + r.nextInt(3);
      v[3][a] = 1 + r.nextInt(3);
      v[4][a] = r.nextInt(4) - 1;
      v[5][a] = 1 + r.nextInt(2);
    }
    return new Shape(
        groups,
        groups * (1 + r.nextInt(2)),
        groups * (1 + r.nextInt(3)),
        v[0],
        v[1],
        v[2],
        v[3],
        v[4],
        v[5]);
  }

  private static double[] weights(Random random, int size) {
    // Some zeros: rows must leave them out.
    return random.ints(size, -3, 4).asDoubleStream().toArray();
  }

  private static int volume(int[] shape) {
    return java.util.Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }

  private static double[][] dense(AffineMap map) {
    double[][] matrix = new double[map.rows()][map.columns()];
    for (int i = 0; i < matrix.length; i++) {
      SparseRow row = map.row(i);
      for (int k = 0; k < row.size(); k++) {
        assertThat(row.value(k)).isNotZero();
        matrix[i][row.column(k)] += row.value(k);
      }
    }
    return matrix;
  }

  /** Visits every (small-side place, offset) pair and writes the entry it gives. */
  private static double[][] expected(Shape s, double[] kernel, boolean transposed) {
    int in = volume(s.in());
    int out = volume(s.out());
    int taps = volume(s.k());
    int inGroup = s.ic() / s.g();
    int outGroup = s.oc() / s.g();
    double[][] matrix = new double[s.oc() * out][s.ic() * in];
    int[] narrow = transposed ? s.in() : s.out();
    int[] wide = transposed ? s.out() : s.in();
    for (int p = 0; p < volume(narrow); p++) {
      for (int t = 0; t < taps; t++) {
        int q = reached(s, narrow, wide, p, t);
        for (int o = 0; q >= 0 && o < s.oc(); o++) {
          for (int c = 0; c < inGroup; c++) {
            int channel = o / outGroup * inGroup + c;
            if (transposed) {
              matrix[o * out + q][channel * in + p] +=
                  kernel[(channel * outGroup + o % outGroup) * taps + t];
            } else {
              matrix[o * out + p][channel * in + q] += kernel[(o * inGroup + c) * taps + t];
            }
          }
        }
      }
    }
    return matrix;
  }

  private static int reached(Shape s, int[] narrow, int[] wide, int p, int t) {
    int flat = 0;
    int stepP = volume(narrow);
    int stepT = volume(s.k());
    for (int a = 0; a < narrow.length; a++) {
      stepP /= narrow[a];
      stepT /= s.k()[a];
      int at = p / stepP % narrow[a] * s.s()[a] - s.p()[a] + t / stepT % s.k()[a] * s.d()[a];
      if (at < 0 || at >= wide[a]) {
        return -1;
      }
      flat = flat * wide[a] + at;
    }
    return flat;
  }
}
