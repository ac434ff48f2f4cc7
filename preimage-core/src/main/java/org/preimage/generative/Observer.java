package org.preimage.generative;

import org.preimage.inversion.ForwardModel;
import org.preimage.inversion.Measurement;

/** A G(z) for many codes, computing no more outputs than a mask shows. */
final class Observer implements AutoCloseable {
  private final Measurement measurement;
  private final ForwardModel model;
  private final boolean restricted;

  /** Leaves closing the whole model to its owner. */
  Observer(ForwardModel whole, Measurement measurement) {
    this.measurement = measurement;
    this.restricted =
        measurement instanceof Measurement.Rows && measurement.size() < measurement.outputSize();
    this.model =
        restricted ? whole.restrictedTo(((Measurement.Rows) measurement).indices()) : whole;
  }

  double[][] values(double[][] codes) {
    double[][] values = model.values(codes);
    for (int k = 0; k < values.length && !restricted; k++) {
      values[k] = measurement.apply(values[k]);
    }
    return values;
  }

  @Override
  public void close() {
    if (restricted) {
      model.close();
    }
  }
}
