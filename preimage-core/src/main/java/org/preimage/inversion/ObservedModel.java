package org.preimage.inversion;

import java.util.stream.IntStream;
import org.preimage.network.Network;

/** The core of a generator behind a measurement: what is observed of it and how it misfits data. */
final class ObservedModel {
  private final Generator generator;
  private final Measurement measurement;
  private final ForwardModel core;
  private final ForwardModel scout;
  private final int[] scoutRows;

  /**
   * @param whole all outputs
   * @param fast all outputs, to fewer digits if that is cheaper
   */
  ObservedModel(
      Generator generator,
      Measurement measurement,
      Prior prior,
      ForwardModel whole,
      ForwardModel fast) {
    this.generator = generator;
    this.measurement = measurement;
    this.core =
        measurement instanceof Measurement.Rows rows && rows.size() < rows.outputSize()
            ? whole.restrictedTo(rows.indices())
            : whole;
    if (measurement instanceof Measurement.Rows rows) {
      int[] observed = rows.indices();
      this.scoutRows = ScoutRows.choose(generator, observed, prior);
      this.scout = fast.restrictedTo(at(scoutRows, observed));
    } else {
      this.scoutRows = IntStream.range(0, measurement.outputSize()).toArray();
      this.scout = core;
    }
  }

  Measurement measurement() {
    return measurement;
  }

  /** The last elementwise step, which {@link #core} leaves out. */
  Readout readout() {
    return generator.readout();
  }

  /** The part of the observed pre-activations that searches look at. */
  ForwardModel scout() {
    return scout;
  }

  /** Where that part is among the values of the core. */
  int[] scoutRows() {
    return scoutRows;
  }

  /** Residuals of that part. */
  Misfit scouted(Observation observation) {
    return measurement instanceof Measurement.Gaussian
        ? direct(observation)
        : undone(observation, scoutRows);
  }

  /** Residuals of some of the observed outputs, behind a mask. */
  Misfit undone(Observation observation, int[] places) {
    return UndoneMisfit.of(
        generator.readout(),
        at(places, observation.data()),
        Math.max(observation.uncertainty(), 1e-6));
  }

  static double[] at(int[] places, double[] values) {
    return IntStream.of(places).mapToDouble(i -> values[i]).toArray();
  }

  static int[] at(int[] places, int[] values) {
    return IntStream.of(places).map(i -> values[i]).toArray();
  }

  /** Releases what was made here. */
  void close(ForwardModel whole) {
    if (scout != core) {
      scout.close();
    }
    if (core != whole) {
      core.close();
    }
  }

  /** Pre-activations of the observed outputs; of all outputs behind a Gaussian measurement. */
  ForwardModel core() {
    return core;
  }

  /** The network that {@link #core} evaluates. */
  Network coreNetwork() {
    return measurement instanceof Measurement.Rows rows && rows.size() < rows.outputSize()
        ? generator.core().restrictedTo(rows.indices())
        : generator.core();
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

  /** What would be observed, from the values of the core. */
  double[] observable(double[] preActivations) {
    double[] outputs = generator.output(preActivations);
    return measurement instanceof Measurement.Gaussian ? measurement.apply(outputs) : outputs;
  }

  /** An observed value with the last step of the generator undone, where that is possible. */
  double undone(double observed) {
    return measurement instanceof Measurement.Gaussian
        ? observed
        : generator.readout().inverse(observed);
  }

  /** The Jacobian of the measured values, row by row, from that of all pre-activations. */
  double[] measured(Linearization whole, int n) {
    if (measurement instanceof Measurement.Rows rows && rows.size() < rows.outputSize()) {
      return measuredJacobian(whole.at(rows.indices(), n), n);
    }
    return measuredJacobian(whole, n);
  }

  /** The Jacobian of the measured values, row by row, from that of the core. */
  double[] measuredJacobian(Linearization at, int n) {
    double[] outputs = outputJacobian(generator.readout(), at, n);
    return measurement instanceof Measurement.Gaussian gaussian
        ? CombinedMisfit.product(gaussian, outputs, n)
        : outputs;
  }

  /** The Jacobian of the outputs, row by row, from that of their pre-activations. */
  static double[] outputJacobian(Readout readout, Linearization at, int n) {
    double[] jacobian = at.jacobian().clone();
    for (int i = 0; i < at.value().length; i++) {
      double slope = readout.slope(at.value()[i]);
      for (int j = 0; j < n; j++) {
        jacobian[i * n + j] *= slope;
      }
    }
    return jacobian;
  }
}
