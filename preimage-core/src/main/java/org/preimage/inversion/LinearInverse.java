package org.preimage.inversion;

import org.preimage.linalg.RidgeRegression;

/** The affine map from observed values to codes that fits given pairs best, by ridge regression. */
final class LinearInverse {
  /** Between 1e-5 and 1e-2 the errors of codes that were not fitted hardly change. */
  private static final double PENALTY = 1e-3;

  private final double[] meanFeatures;
  private final double[] meanCode;
  private final double[] coefficients;

  private LinearInverse(double[] meanFeatures, double[] meanCode, double[] coefficients) {
    this.meanFeatures = meanFeatures;
    this.meanCode = meanCode;
    this.coefficients = coefficients;
  }

  /**
   * @param features one row a sample, not all the same
   * @param codes one row a sample
   */
  static LinearInverse fit(double[][] features, double[][] codes) {
    double[] meanFeatures = mean(features);
    double[] meanCode = mean(codes);
    int r = meanFeatures.length;
    int n = meanCode.length;
    double[] coefficients =
        RidgeRegression.fit(
            deviations(features, meanFeatures), r, deviations(codes, meanCode), n, PENALTY);
    return new LinearInverse(meanFeatures, meanCode, coefficients);
  }

  double[] code(double[] features) {
    int r = features.length;
    double[] x = new double[r];
    for (int i = 0; i < r; i++) {
      x[i] = features[i] - meanFeatures[i];
    }
    double[] code = meanCode.clone();
    for (int j = 0; j < code.length; j++) {
      double sum = 0;
      for (int i = 0; i < r; i++) {
        sum += x[i] * coefficients[j * r + i];
      }
      code[j] += sum;
    }
    return code;
  }

  private static double[] mean(double[][] rows) {
    double[] mean = new double[rows[0].length];
    for (double[] row : rows) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += row[i] / rows.length;
      }
    }
    return mean;
  }

  private static double[] deviations(double[][] rows, double[] mean) {
    int width = mean.length;
    double[] all = new double[Math.multiplyExact(rows.length, width)];
    for (int k = 0; k < rows.length; k++) {
      for (int i = 0; i < width; i++) {
        all[k * width + i] = rows[k][i] - mean[i];
      }
    }
    return all;
  }
}
