package org.preimage.inversion;

/** The core of a generator behind a measurement: what is observed of it and how it misfits data. */
final class ObservedModel {
  private final Generator generator;
  private final Measurement measurement;
  private final ForwardModel core;

  ObservedModel(Generator generator, Measurement measurement, ForwardModel whole) {
    this.generator = generator;
    this.measurement = measurement;
    this.core =
        measurement instanceof Measurement.Rows rows && rows.size() < rows.outputSize()
            ? whole.restrictedTo(rows.indices())
            : whole;
  }

  /** Pre-activations of the observed outputs; of all outputs behind a Gaussian measurement. */
  ForwardModel core() {
    return core;
  }

  boolean observes(Measurement other) {
    return measurement == other;
  }

  /** Residuals that lead to a solution from far away. */
  Misfit undone(Observation observation) {
    return measurement instanceof Measurement.Gaussian
        ? direct(observation)
        : UndoneMisfit.of(
            generator.readout(), observation.data(), Math.max(observation.uncertainty(), 1e-6));
  }

  /** Residuals whose squares are the likelihood. */
  Misfit direct(Observation observation) {
    return measurement instanceof Measurement.Gaussian gaussian
        ? new CombinedMisfit(generator.readout(), gaussian, observation.data())
        : new DirectMisfit(generator.readout(), observation.data());
  }

  /** The Jacobian of the measured values, row by row, from that of the core. */
  double[] measuredJacobian(Linearization at, int n) {
    double[] outputs = outputJacobian(at, n);
    return measurement instanceof Measurement.Gaussian gaussian
        ? CombinedMisfit.product(gaussian, outputs, n)
        : outputs;
  }

  /** The Jacobian of the outputs, row by row, from that of their pre-activations. */
  double[] outputJacobian(Linearization at, int n) {
    double[] jacobian = at.jacobian().clone();
    for (int i = 0; i < at.value().length; i++) {
      double slope = generator.readout().slope(at.value()[i]);
      for (int j = 0; j < n; j++) {
        jacobian[i * n + j] *= slope;
      }
    }
    return jacobian;
  }
}
