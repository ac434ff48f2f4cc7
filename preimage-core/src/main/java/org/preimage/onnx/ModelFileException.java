package org.preimage.onnx;

/**
 * A model, array or property file that cannot be used. The message is written for people and says
 * where, what was required and what was found.
 */
public final class ModelFileException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ModelFileException(String message) {
    super(message);
  }

  public ModelFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
