package org.preimage.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SingularValuesTest {
  private static final double TOLERANCE = 1e-11;

  @BeforeEach
  void needsTheLibrary() {
    assumeTrue(SingularValues.isAvailable(), "skipped: no OpenBLAS library for this platform");
  }

  @Test
  void diagonalMatrix() {
    double[][] matrix = {{0, 3, 0}, {-5, 0, 0}, {0, 0, 0.5}, {0, 0, 0}};
    assertThat(SingularValues.of(matrix)).containsExactly(new double[] {5, 3, 0.5}, within(1e-14));
  }

  /** [1 1; 0 1]: the singular values are the golden ratio and its inverse. */
  @Test
  void goldenRatio() {
    double golden = (1 + Math.sqrt(5)) / 2;
    assertThat(SingularValues.of(new double[][] {{1, 1}, {0, 1}}))
        .containsExactly(new double[] {golden, 1 / golden}, within(1e-14));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "7, 3", "3, 7", "20, 20", "60, 25"})
  void squaresSumToTheFrobeniusNorm(int m, int n) {
    double[][] matrix = random(m, n, m * 31L + n);
    double squares = Arrays.stream(matrix).flatMapToDouble(Arrays::stream).map(v -> v * v).sum();
    double[] values = SingularValues.of(matrix);

    assertThat(values).hasSize(Math.min(m, n));
    assertThat(Arrays.stream(values).map(v -> v * v).sum())
        .isCloseTo(squares, within(1e-12 * squares));
    assertThat(SingularValues.of(transposed(matrix)))
        .containsExactly(values, within(1e-13 * values[0]));
  }

  @ParameterizedTest
  @CsvSource({"3, 7, 3", "20, 20, 19", "60, 25, 24", "60, 25, 1", "5, 4, 0", "1, 2, 1"})
  void kernelOfDeficientMatrices(int m, int n, int rank) {
    double[][] matrix = product(random(m, rank, 5), random(rank, n, 6), n);

    assertIsKernel(matrix, SingularValues.nullVector(matrix, n, TOLERANCE).orElseThrow());
    assertIsKernel(matrix, NumericalKernel.Elimination.kernel(matrix, n, TOLERANCE).orElseThrow());
    assertIsKernel(matrix, NumericalKernel.vector(matrix, n, TOLERANCE).orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "7, 3", "20, 20", "60, 25"})
  void fullRankHasNoKernel(int m, int n) {
    double[][] matrix = random(m, n, 9);
    assertThat(SingularValues.nullVector(matrix, n, TOLERANCE)).isEmpty();
    assertThat(NumericalKernel.Elimination.kernel(matrix, n, TOLERANCE)).isEmpty();
  }

  @Test
  void noRows() {
    assertThat(SingularValues.of(new double[0][])).isEmpty();
    assertThat(SingularValues.nullVector(new double[0][], 3, TOLERANCE).orElseThrow())
        .containsExactly(0, 0, 1);
    assertThat(SingularValues.nullVector(new double[0][], 0, TOLERANCE)).isEmpty();
  }

  @Test
  void toleranceIsRelative() {
    double[][] matrix = {{1e200, 0}, {0, 1e190}};
    assertThat(SingularValues.nullVector(matrix, 2, 1e-9)).isPresent();
    assertThat(SingularValues.nullVector(matrix, 2, 1e-11)).isEmpty();
  }

  @Test
  void notANumberIsNamed() {
    double[][] matrix = {{1, 2}, {3, Double.NaN}};
    assertThatThrownBy(() -> SingularValues.of(matrix))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN (row 1, column 1)");
    assertThatThrownBy(() -> NumericalKernel.vector(matrix, 2, TOLERANCE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void raggedRowsAreRefused() {
    assertThatThrownBy(() -> SingularValues.of(new double[][] {{1, 2}, {3}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("row 1");
  }

  @Test
  void inputIsNotChanged() {
    double[][] matrix = random(4, 3, 1);
    SingularValues.of(matrix);
    SingularValues.nullVector(matrix, 3, TOLERANCE);
    assertThat(matrix).isDeepEqualTo(random(4, 3, 1));
  }

  private static void assertIsKernel(double[][] matrix, double[] v) {
    double norm = Math.sqrt(Arrays.stream(v).map(x -> x * x).sum());
    assertThat(norm).isCloseTo(1, within(1e-12));
    for (double[] row : matrix) {
      double sum = 0;
      for (int j = 0; j < v.length; j++) {
        sum += row[j] * v[j];
      }
      assertThat(sum).isCloseTo(0, within(1e-11));
    }
  }

  private static double[][] random(int m, int n, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] matrix = new double[m][n];
    for (double[] row : matrix) {
      Arrays.setAll(row, j -> random.nextDouble(-1, 1));
    }
    return matrix;
  }

  private static double[][] product(double[][] a, double[][] b, int n) {
    double[][] c = new double[a.length][n];
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < b.length; k++) {
        for (int j = 0; j < n; j++) {
          c[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return c;
  }

  private static double[][] transposed(double[][] a) {
    double[][] t = new double[a[0].length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[0].length; j++) {
        t[j][i] = a[i][j];
      }
    }
    return t;
  }
}
