package org.preimage.certify;

import org.preimage.certificate.Ends;
import org.preimage.certificate.Point;

/**
 * Two different inputs with the same output, for people: nearest binary64 numbers of an exact pair.
 *
 * @param x first input, length n
 * @param y second input, length n
 * @param distance ‖x − y‖₂
 * @param outputDistance ‖f(x) − f(y)‖₂ as binary64 evaluation at the rounded points gives it; the
 *     exact distance of the certified pair is 0
 */
public record Collision(Point x, Point y, double distance, double outputDistance) {
  /** First input rounded to binary64. */
  public Ends roundedX() {
    return Ends.of(x.toDoubles());
  }

  /** Second input rounded to binary64. */
  public Ends roundedY() {
    return Ends.of(y.toDoubles());
  }
}
