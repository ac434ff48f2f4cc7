package org.preimage.inversion;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Follows the codes with one observed output, a fibre of z ↦ A G(z), as straight as it goes: a step
 * along the kernel of the observed Jacobian, which is exact as long as no kink is crossed, then a
 * correction back to the output, then the part of the direction that is in the kernel there.
 *
 * @param kernel orthonormal directions without effect at a code
 * @param corrected the code with the observed output that a descent from a code ends at, if it does
 * @param limit longest code of interest
 */
record FibreWalk(
    Function<double[], List<double[]>> kernel,
    Function<double[], Optional<double[]>> corrected,
    double limit) {
  private static final int MOST_STEPS = 24;
  private static final double FIRST = 0.05;

  /** Ends are found to this part of the limit. */
  private static final double FINEST = 1e-3;

  /** A fibre that turns more than this at once ends here: cos 72°. */
  private static final double STRAIGHT = 0.3;

  /** The farthest code from the start that a walk in a unit direction came to. */
  double[] farthest(double[] start, double[] direction) {
    double[] at = start;
    double[] farthest = start;
    double[] ahead = direction;
    double step = FIRST * limit;
    for (int k = 0; k < MOST_STEPS && step >= FINEST * limit; k++) {
      Optional<double[]> next = step(at, ahead, step);
      if (next.isEmpty()) {
        step /= 4;
        continue;
      }
      at = next.get();
      if (Distances.between(at, start) > Distances.between(farthest, start)) {
        farthest = at;
      }
      Optional<double[]> turned = along(kernel.apply(at), ahead);
      if (turned.isEmpty()) {
        break;
      }
      ahead = turned.get();
      step *= 2;
    }
    return farthest;
  }

  /** The corrected code one step ahead, if it is allowed and not somewhere else. */
  private Optional<double[]> step(double[] at, double[] ahead, double step) {
    double[] tried = at.clone();
    for (int j = 0; j < tried.length; j++) {
      tried[j] += step * ahead[j];
    }
    return Distances.length(tried) > limit
        ? Optional.empty()
        : corrected.apply(tried).filter(code -> Distances.between(code, tried) < step / 2);
  }

  /** The unit vector of what is left of a direction in a space. */
  private static Optional<double[]> along(List<double[]> space, double[] direction) {
    double[] part = new double[direction.length];
    for (double[] axis : space) {
      double inner = 0;
      for (int j = 0; j < part.length; j++) {
        inner += axis[j] * direction[j];
      }
      for (int j = 0; j < part.length; j++) {
        part[j] += inner * axis[j];
      }
    }
    double length = Distances.length(part);
    if (length < STRAIGHT) {
      return Optional.empty();
    }
    for (int j = 0; j < part.length; j++) {
      part[j] /= length;
    }
    return Optional.of(part);
  }
}
