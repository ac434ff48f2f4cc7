package org.preimage.inversion;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was learned for the last measurement, once for all inverters that share it. Safe for use by
 * several threads; those that need it wait while it is being learned.
 */
final class LearnedStarts {
  private @Nullable Measurement measurement;
  private Optional<LearnedInverse> learned = Optional.empty();

  /** The same whichever inverter asks first: it depends on the measurement and the options only. */
  synchronized Optional<LearnedInverse> of(ObservedModel model, InversionOptions options) {
    if (measurement != model.measurement()) {
      learned = LearnedInverse.of(model, options);
      measurement = model.measurement();
    }
    return learned;
  }
}
