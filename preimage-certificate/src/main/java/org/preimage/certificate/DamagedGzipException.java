package org.preimage.certificate;

import java.io.IOException;

/** The compressed form of a text is not what it should be. */
final class DamagedGzipException extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedGzipException(String why) {
    super(why);
  }
}
