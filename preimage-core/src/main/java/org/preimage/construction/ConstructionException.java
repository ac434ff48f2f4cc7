package org.preimage.construction;

/** No injective layer of the requested shape was found; the message says why and what may help. */
public final class ConstructionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ConstructionException(String message) {
    super(message);
  }
}
