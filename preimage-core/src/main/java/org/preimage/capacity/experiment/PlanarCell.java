package org.preimage.capacity.experiment;

import java.math.BigInteger;
import java.util.List;

/**
 * A cone of the plane on which a network is linear.
 *
 * @param from first ray, at the clockwise end
 * @param to last ray, less than half a turn further
 * @param outputs the linear form that each unit of the last layer equals there, zero where it is
 *     inactive
 */
record PlanarCell(Ray from, Ray to, List<Ray> outputs) {
  PlanarCell {
    outputs = List.copyOf(outputs);
  }

  /** Units with a positive value inside. */
  int active() {
    return (int) outputs.stream().filter(form -> !form.isZero()).count();
  }

  /** Whether the map is one-to-one on the cell. */
  boolean hasFullRank() {
    Ray first = Ray.ZERO;
    for (Ray form : outputs) {
      if (first.isZero()) {
        first = form;
      } else if (first.cross(form).signum() != 0) {
        return true;
      }
    }
    return false;
  }

  /** Two points of the cell with one image, if it is not mapped one-to-one. */
  List<Ray> collapsed() {
    Ray form = outputs.stream().filter(f -> !f.isZero()).findFirst().orElse(Ray.ZERO);
    BigInteger a = form.dot(from);
    BigInteger b = form.dot(to);
    if (a.signum() == 0 && b.signum() == 0) {
      return List.of(from, to);
    }
    // All forms are multiples of this one, which is nowhere negative here: a, b ≥ 0.
    return a.signum() == 0
        ? List.of(to, to.plus(from))
        : b.signum() == 0 ? List.of(from, from.plus(to)) : List.of(from.times(b), to.times(a));
  }
}
