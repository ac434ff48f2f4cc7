package org.preimage.inversion;

/**
 * Masked outputs as they are: the residual is f(pᵢ) − yᵢ, whose least squares solution is the most
 * likely code under Gaussian noise.
 */
@SuppressWarnings("ArrayRecordComponent")
record DirectMisfit(Readout readout, double[] data) implements Misfit {
  @Override
  public double cost(double[] p) {
    double sum = 0;
    for (int i = 0; i < data.length; i++) {
      double r = readout.value(p[i]) - data[i];
      sum += r * r;
    }
    return sum / 2;
  }

  @Override
  public NormalSystem normalSystem(Linearization core) {
    int n = core.jacobian().length / data.length;
    NormalSystem equations = new NormalSystem(n);
    for (int i = 0; i < data.length; i++) {
      double p = core.value()[i];
      equations.add(core.jacobian(), i * n, readout.slope(p), readout.value(p) - data[i]);
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
}
