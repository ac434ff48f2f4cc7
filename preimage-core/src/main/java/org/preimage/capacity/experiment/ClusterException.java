package org.preimage.capacity.experiment;

import org.jspecify.annotations.Nullable;

/** A cluster cannot be reached, or gave up trials. */
public class ClusterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The message says what the cluster said, in one line. */
  public ClusterException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
