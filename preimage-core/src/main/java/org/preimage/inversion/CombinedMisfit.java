package org.preimage.inversion;

/** The residual A f(p) − y of random combinations of all outputs. */
@SuppressWarnings("ArrayRecordComponent")
record CombinedMisfit(Readout readout, Measurement.Gaussian measurement, double[] data)
    implements Misfit {
  @Override
  public double cost(double[] p) {
    double sum = 0;
    for (double r : residuals(p)) {
      sum += r * r;
    }
    return sum / 2;
  }

  @Override
  public NormalSystem normalSystem(Linearization core) {
    int m = core.value().length;
    int n = core.jacobian().length / m;
    double[] outputs = core.jacobian().clone();
    for (int i = 0; i < m; i++) {
      double slope = readout.slope(core.value()[i]);
      for (int j = 0; j < n; j++) {
        outputs[i * n + j] *= slope;
      }
    }
    double[] jacobian = product(measurement, outputs, n);
    double[] residuals = residuals(core.value());
    NormalSystem equations = new NormalSystem(n);
    for (int k = 0; k < data.length; k++) {
      equations.add(jacobian, k * n, 1, residuals[k]);
    }
    return equations;
  }

  @Override
  public double scale() {
    double sum = 0;
    for (double y : data) {
      sum += y * y / 2;
    }
    return sum;
  }

  private double[] residuals(double[] p) {
    double[] outputs = new double[p.length];
    for (int i = 0; i < p.length; i++) {
      outputs[i] = readout.value(p[i]);
    }
    double[] residuals = measurement.apply(outputs);
    for (int k = 0; k < data.length; k++) {
      residuals[k] -= data[k];
    }
    return residuals;
  }

  /** A times m rows of n entries. */
  static double[] product(Measurement.Gaussian measurement, double[] rows, int n) {
    double[] matrix = measurement.matrix();
    int m = measurement.outputSize();
    double[] product = new double[measurement.size() * n];
    for (int k = 0; k < measurement.size(); k++) {
      for (int i = 0; i < m; i++) {
        double a = matrix[k * m + i];
        for (int j = 0; j < n; j++) {
          product[k * n + j] += a * rows[i * n + j];
        }
      }
    }
    return product;
  }
}
