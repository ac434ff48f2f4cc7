package org.preimage.spanning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.preimage.certificate.Domain;

/** The domain as hard rows; a ball is approximated from outside by tangent planes. */
final class HardRows {
  private final Domain domain;
  private final int n;
  private final List<double[]> rows = new ArrayList<>();
  private final List<Double> limits = new ArrayList<>();

  HardRows(Domain domain, double large) {
    this.domain = domain;
    this.n = domain.size();
    for (int j = 0; j < n; j++) {
      bound(j, 1, upper(j), large);
      bound(j, -1, -lower(j), large);
    }
  }

  private double upper(int j) {
    return domain instanceof Domain.Box box ? box.upper().get(j) : ((Domain.Ball) domain).radius();
  }

  private double lower(int j) {
    return domain instanceof Domain.Box box ? box.lower().get(j) : -((Domain.Ball) domain).radius();
  }

  private void bound(int j, int sign, double limit, double large) {
    double[] row = new double[n];
    row[j] = sign;
    rows.add(row);
    limits.add(Double.isInfinite(limit) ? large : limit);
  }

  double[][] rows() {
    return rows.toArray(double[][]::new);
  }

  double[] limits() {
    return limits.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Coordinates where a finite end of the domain carries weight. */
  boolean[] tight(double[] multipliers) {
    boolean[] tight = new boolean[n];
    if (domain instanceof Domain.Box) {
      for (int j = 0; j < n; j++) {
        tight[j] =
            (multipliers[2 * j] > 1e-10 && !Double.isInfinite(upper(j)))
                || (multipliers[2 * j + 1] > 1e-10 && !Double.isInfinite(lower(j)));
      }
    } else {
      // Every direction of a ball has a finite end; v is then unconstrained and rounding decides.
      Arrays.fill(tight, Arrays.stream(multipliers).anyMatch(m -> m > 1e-10));
    }
    return tight;
  }

  /** Adds the tangent plane of the ball below {@code x}; false when there is nothing to cut off. */
  boolean cutOff(double[] x) {
    if (!(domain instanceof Domain.Ball ball)) {
      return false;
    }
    double norm = 0;
    for (double value : x) {
      norm += value * value;
    }
    norm = Math.sqrt(norm);
    if (!(norm > ball.radius() * (1 + 1e-13))) {
      return false;
    }
    double[] row = new double[n];
    for (int j = 0; j < n; j++) {
      row[j] = x[j] / norm;
    }
    rows.add(row);
    limits.add(ball.radius());
    return true;
  }
}
