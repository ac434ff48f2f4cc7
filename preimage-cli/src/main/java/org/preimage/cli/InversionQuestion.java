package org.preimage.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Optional;
import org.preimage.inversion.Generator;
import org.preimage.inversion.InversionOptions;
import org.preimage.inversion.Inverter;
import org.preimage.inversion.Measurement;
import org.preimage.inversion.Observation;
import org.preimage.inversion.Prior;
import org.preimage.inversion.TensorEngine;

/**
 * What is observed of a generator and how to look for the code.
 *
 * @param model file that was read
 * @param image shape of the output if it is one
 * @param observed the mask or measurement, as given
 */
record InversionQuestion(
    Path model,
    Generator generator,
    Optional<Picture> image,
    Measurement measurement,
    String observed,
    NoiseWord noise,
    InversionOptions options) {
  /** An inverter of its own for a thread, prepared for so many targets. */
  Inverter inverter(int targets) {
    return Inverter.of(generator, TensorEngine.fastest(), options.withTargets(targets));
  }

  /** Numbers of the outputs that the data depend on, ascending. */
  int[] observedOutputs() {
    return measurement instanceof Measurement.Rows rows
        ? rows.indices()
        : Measurement.all(measurement.outputSize()).indices();
  }

  /** What is seen of a whole output that is at hand, noise and all. */
  Observation of(double[] output) {
    double[] data = measurement.apply(output);
    return new Observation(measurement, data, noise.deviation(data));
  }

  /** The output as it was seen: NaN where it was not. */
  double[] masked(double[] output) {
    double[] seen = new double[output.length];
    java.util.Arrays.fill(seen, Double.NaN);
    for (int i : observedOutputs()) {
      seen[i] = output[i];
    }
    return seen;
  }

  /** Everything that answers depend on, target excepted. */
  ObjectNode json() {
    ObjectNode json = JsonText.object();
    json.put("model", model.toString());
    json.put("modelSha256", generator.network().digest());
    json.put("observed", observed);
    json.put("values", measurement.size());
    json.put("outputs", measurement.outputSize());
    json.put("noise", noise.toString());
    json.put("prior", prior());
    json.put("loss", options.loss().name().toLowerCase(java.util.Locale.ROOT));
    json.put(
        "method", options.choice().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
    json.put("restarts", options.restarts());
    json.put("seed", options.seed());
    return json;
  }

  private String prior() {
    if (options.prior() instanceof Prior.Gaussian gaussian) {
      return "gaussian:" + NumberText.shortest(gaussian.weight());
    }
    return options.prior() instanceof Prior.Box box
        ? "box:" + NumberText.shortest(box.lower()) + "," + NumberText.shortest(box.upper())
        : "flat";
  }
}
