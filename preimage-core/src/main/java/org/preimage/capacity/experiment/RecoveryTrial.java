package org.preimage.capacity.experiment;

import java.util.Arrays;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Weights;
import org.preimage.certify.LocalInjectivity;
import org.preimage.endtoend.CellDerivative;
import org.preimage.inversion.Generator;
import org.preimage.inversion.InversionOptions;
import org.preimage.inversion.Inverter;
import org.preimage.inversion.Observation;
import org.preimage.inversion.Prior;
import org.preimage.inversion.Recovery;
import org.preimage.inversion.SelfTest;
import org.preimage.linalg.PivotedRows;
import org.preimage.network.Network;
import org.preimage.network.NetworkBuilder;
import org.preimage.network.TensorInfo;
import org.preimage.random.SeedStream;

/**
 * Exact recovery of a normally distributed code from a random part of the outputs of a network
 * without biases (Ma, Ayaz, Karaman 2018, after Theorem 4): whether these outputs determine it
 * among its neighbours, proved, and whether inversion finds it.
 *
 * <p>Inversion runs in Java by a method that uses no native library, because what those compute
 * depends on the processor, and ends by the number of its starts, not by time.
 */
final class RecoveryTrial {
  private final Trial trial;
  private final Network network;
  private final double[] code;

  private RecoveryTrial(Trial trial, Network network, double[] code) {
    this.trial = trial;
    this.network = network;
    this.code = code;
  }

  static Measurement measure(Trial trial) {
    SeedStream seed = new SeedStream(trial.searchSeed());
    int n = trial.cell().inputs();
    double[] code = new Prior.Flat().draw(n, seed.child("code").numbers());
    return new RecoveryTrial(trial, network(trial), code).measure(seed);
  }

  /** A chain of layers x ↦ ReLU(Wx). */
  private static Network network(Trial trial) {
    NetworkBuilder builder = new NetworkBuilder();
    int node = builder.input(new TensorInfo("z", Indices.of(trial.cell().inputs())));
    Indices shape = Indices.of(0);
    for (double[] weights : trial.drawLayers()) {
      int width = weights.length / builder.node(node).size();
      shape = Indices.of(width);
      Weights none = Weights.of(new double[width]);
      node = builder.add(new Node.Affine(node, Weights.of(weights), none), "layer", shape);
      node = builder.add(new Node.Rectifier(node, width, Weights.of(0)), "ReLU", shape);
    }
    builder.output(node, new TensorInfo("y", shape));
    return builder.build("random", "-");
  }

  private Measurement measure(SeedStream seed) {
    int outputs = network.outputSize();
    int[] order = seed.child("mask").numbers().permutation(outputs);
    int[] observed = Arrays.copyOf(order, trial.cell().observed());
    var mask = org.preimage.inversion.Measurement.rows(outputs, observed);
    Network seen = network.restrictedTo(mask.indices());
    CellDerivative derivative = CellDerivative.at(seen, code);
    int n = code.length;
    Measurement measurement = new Measurement().with(Outcome.MEASURED);
    // Where nearby codes look the same there is nothing to recover.
    if (PivotedRows.choose(derivative.jacobian(), n, n).length < n) {
      return measurement.with("determined", 0).with("recovered", 0);
    }
    boolean determined = LocalInjectivity.at(seen, code, derivative).isPresent();
    Recovery recovery = invert(Observation.exact(mask, mask.apply(network.evaluate(code))), seed);
    double error = recovery.relativeError(code);
    return measurement
        .with("determined", determined ? 1 : 0)
        .with("recovered", error < SelfTest.RECOVERED ? 1 : 0)
        .with("relativeError", error)
        .with("starts", recovery.estimate().starts());
  }

  private Recovery invert(Observation observation, SeedStream seed) {
    InversionOptions options =
        InversionOptions.defaults()
            .withChoice(InversionOptions.Choice.GAUSS_NEWTON)
            .withRestarts((int) Math.min(trial.effort(), Integer.MAX_VALUE))
            .withSeconds(Double.MAX_VALUE)
            .withSeed(seed.child("starts").key());
    try (Inverter inverter = Inverter.of(Generator.of(network), options)) {
      return inverter.invert(observation);
    }
  }
}
