package org.preimage.spanning;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Point;
import org.preimage.certificate.Rational;

/** Floating-point geometry of a domain: interior points and chords. */
public final class Region {
  private final Domain domain;
  private final int n;

  public Region(Domain domain) {
    this.domain = domain;
    this.n = domain.size();
  }

  /** Some point well inside. */
  double[] center() {
    double[] center = new double[n];
    if (domain instanceof Domain.Box box) {
      for (int j = 0; j < n; j++) {
        center[j] = middle(box.lower().get(j), box.upper().get(j));
      }
    }
    return center;
  }

  private static double middle(double lower, double upper) {
    if (Double.isInfinite(lower)) {
      return Double.isInfinite(upper) ? 0 : Math.max(upper - step(upper), -Double.MAX_VALUE);
    }
    if (Double.isInfinite(upper)) {
      return Math.min(lower + step(lower), Double.MAX_VALUE);
    }
    double width = upper - lower;
    return Double.isInfinite(width) ? lower / 2 + upper / 2 : lower + width / 2;
  }

  /** About one, but large enough to change a large end. */
  private static double step(double end) {
    return Math.max(1, 0x1p-20 * Math.abs(end));
  }

  /** A point strictly inside, even where the nearest binary64 numbers are ends. */
  Point exactCenter() {
    List<Rational> center = new ArrayList<>();
    for (int j = 0; j < n; j++) {
      center.add(
          domain instanceof Domain.Box box
              ? exactMiddle(box.lower().get(j), box.upper().get(j))
              : Rational.ZERO);
    }
    return new Point(center);
  }

  private static Rational exactMiddle(double lower, double upper) {
    if (Double.isInfinite(lower) || Double.isInfinite(upper)) {
      double middle = middle(lower, upper);
      return middle > lower && middle < upper
          ? Rational.of(middle)
          : Rational.of(middle).plus(Rational.of(Double.isInfinite(upper) ? 1 : -1));
    }
    return Rational.of(lower).plus(Rational.of(upper)).times(Rational.of(0.5));
  }

  /** A random interior point; Gaussian in directions without ends. */
  public double[] sample(RandomGenerator random) {
    double[] x = new double[n];
    if (domain instanceof Domain.Ball ball) {
      double square = 0;
      for (int j = 0; j < n; j++) {
        x[j] = random.nextGaussian();
        square += x[j] * x[j];
      }
      double factor =
          0.999 * ball.radius() * StrictMath.pow(random.nextDouble(), 1.0 / n) / Math.sqrt(square);
      for (int j = 0; j < n; j++) {
        x[j] *= factor;
      }
      return x;
    }
    Domain.Box box = (Domain.Box) domain;
    for (int j = 0; j < n; j++) {
      x[j] = sample(box.lower().get(j), box.upper().get(j), random);
    }
    return x;
  }

  private static double sample(double lower, double upper, RandomGenerator random) {
    boolean below = !Double.isInfinite(lower);
    boolean above = !Double.isInfinite(upper);
    if (below && above) {
      double share = 0.001 + 0.998 * random.nextDouble();
      return lower * (1 - share) + upper * share;
    }
    double gaussian = random.nextGaussian();
    if (below) {
      return Math.min(lower + Math.max(Math.abs(gaussian), 1e-6) * step(lower), Double.MAX_VALUE);
    }
    return above
        ? Math.max(upper - Math.max(Math.abs(gaussian), 1e-6) * step(upper), -Double.MAX_VALUE)
        : gaussian;
  }

  /** Largest t with x + s·d inside for 0 ≤ s ≤ t; infinite when the ray stays inside. */
  public double reach(double[] x, double[] d) {
    if (domain instanceof Domain.Ball ball) {
      double a = dot(d, d);
      double b = dot(x, d);
      double c = dot(x, x) - ball.radius() * ball.radius();
      return a == 0 ? Double.POSITIVE_INFINITY : (-b + Math.sqrt(Math.max(0, b * b - a * c))) / a;
    }
    Domain.Box box = (Domain.Box) domain;
    double reach = Double.POSITIVE_INFINITY;
    for (int j = 0; j < n; j++) {
      if (d[j] > 0) {
        reach = Math.min(reach, (box.upper().get(j) - x[j]) / d[j]);
      } else if (d[j] < 0) {
        reach = Math.min(reach, (box.lower().get(j) - x[j]) / d[j]);
      }
    }
    return Math.max(0, reach);
  }

  /** Exactly: strictly inside. */
  public boolean containsInside(double[] x) {
    if (domain instanceof Domain.Ball ball) {
      java.math.BigDecimal sum = java.math.BigDecimal.ZERO;
      for (double value : x) {
        java.math.BigDecimal exact = new java.math.BigDecimal(value);
        sum = sum.add(exact.multiply(exact));
      }
      java.math.BigDecimal radius = new java.math.BigDecimal(ball.radius());
      return sum.compareTo(radius.multiply(radius)) < 0;
    }
    Domain.Box box = (Domain.Box) domain;
    for (int j = 0; j < n; j++) {
      if (!(x[j] > box.lower().get(j) && x[j] < box.upper().get(j))) {
        return false;
      }
    }
    return true;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }
}
