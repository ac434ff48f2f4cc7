package org.preimage.certify;

import org.preimage.certificate.Domain;
import org.preimage.certificate.Point;
import org.preimage.spanning.Layer;
import org.preimage.spanning.Region;

/** How far a collision segment of a layer may go: proposals in binary64 for the exact check. */
final class Reach {
  private Reach() {}

  /**
   * Nine tenths of the largest α for which the inactive rows at x stay inactive at x + α·direction
   * and the point stays in the domain; when nothing limits it, α that moves by about ‖x‖ + 1.
   */
  static double of(Layer layer, Point x, Point direction, int sign) {
    double[] point = x.toDoubles();
    double[] step = direction.toDoubles();
    for (int j = 0; j < step.length; j++) {
      step[j] *= sign;
    }
    double[] z = layer.preActivations(point);
    double[] slope = layer.weights().times(step);
    double reach = Double.POSITIVE_INFINITY;
    for (int i = 0; i < z.length; i++) {
      if (z[i] < 0 && slope[i] > 0 && !layer.isAlwaysActive(i)) {
        reach = Math.min(reach, -z[i] / slope[i]);
      }
    }
    reach = Math.min(reach, inside(layer.domain(), point, step));
    double norm = norm(step);
    double unlimited = (norm(point) + 1) / norm;
    return 0.9 * Math.min(reach, unlimited);
  }

  /** How far the ray stays in the domain. */
  static double inside(Domain domain, double[] x, double[] d) {
    return new Region(domain).reach(x, d);
  }

  static double norm(double[] x) {
    double sum = 0;
    for (double value : x) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }
}
