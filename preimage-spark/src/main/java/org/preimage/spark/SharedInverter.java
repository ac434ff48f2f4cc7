package org.preimage.spark;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.preimage.inversion.Generator;
import org.preimage.inversion.InversionOptions;
import org.preimage.inversion.Inverter;
import org.preimage.inversion.Measurement;
import org.preimage.onnx.ModelFiles;
import org.preimage.random.SeedStream;

/**
 * What all tasks of an inversion have in common. It travels with the generator's files; in each
 * executor they are read once, and what precedes many inversions is done once.
 */
final class SharedInverter implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ModelFiles files;
  private final int restarts;
  private final long seed;
  private final int targets;
  private final double fraction;

  /** Inverts nothing and holds no native memory; tasks have siblings of it. */
  private transient @Nullable Inverter first;

  private transient @Nullable Measurement measurement;

  /**
   * @param targets of the whole job, done or not, so that starts are learned where they would be on
   *     one machine
   * @param fraction of the outputs that is observed, drawn with the seed
   */
  SharedInverter(ModelFiles files, int restarts, long seed, int targets, double fraction) {
    this.files = files;
    this.restarts = restarts;
    this.seed = seed;
    this.targets = targets;
    this.fraction = fraction;
  }

  /** An inverter for a task, which closes it. */
  Inverter inverter() {
    return first().sibling();
  }

  /** The same object for all tasks of an executor. */
  synchronized Measurement measurement() {
    if (measurement == null) {
      int outputs = first().generator().outputSize();
      measurement =
          fraction == 1
              ? Measurement.all(outputs)
              : Measurement.random(outputs, fraction, SeedStream.of(seed));
    }
    return measurement;
  }

  private synchronized Inverter first() {
    if (first == null) {
      InversionOptions options =
          InversionOptions.defaults()
              .withRestarts(restarts)
              .withSeed(seed)
              .withTargets(Math.max(1, targets));
      first = Inverter.of(Generator.of(files.read()), options);
    }
    return first;
  }
}
