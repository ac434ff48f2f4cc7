package org.preimage.spark;

import org.jspecify.annotations.Nullable;
import org.preimage.capacity.experiment.ClusterException;

/** Spark gave up a job, or there is no way to connect. */
final class SparkFailure extends ClusterException {
  private static final long serialVersionUID = 1L;

  SparkFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Its message is the first line of Spark's, which goes on with traces. */
  static SparkFailure of(Throwable cause) {
    if (cause instanceof SparkFailure known) {
      return known;
    }
    String text = String.valueOf(cause.getMessage()).strip();
    return new SparkFailure("Spark gave up: " + text.lines().findFirst().orElse(""), cause);
  }

  /** Lets a checked exception out of a function that declares none; Spark handles all alike. */
  static RuntimeException unchecked(Exception failure) {
    throw SparkFailure.<RuntimeException>as(failure);
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Exception> E as(Exception failure) throws E {
    throw (E) failure;
  }
}
