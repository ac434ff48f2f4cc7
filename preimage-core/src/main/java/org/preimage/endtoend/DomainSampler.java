package org.preimage.endtoend;

import java.util.random.RandomGenerator;
import org.preimage.certificate.Domain;

/** Random interior points of a domain and random moves inside it. */
final class DomainSampler {
  private DomainSampler() {}

  /** Uniform where the domain is bounded, else Gaussian at a random scale. */
  static double[] sample(Domain domain, RandomGenerator random) {
    double scale = Math.exp(2 * random.nextGaussian());
    double[] x = new double[domain.size()];
    for (int j = 0; j < x.length; j++) {
      x[j] = coordinate(domain, j, scale, random);
    }
    return pulledInside(domain, x);
  }

  private static double coordinate(Domain domain, int j, double scale, RandomGenerator random) {
    if (!(domain instanceof Domain.Box box)) {
      return ((Domain.Ball) domain).radius() * random.nextGaussian() / Math.sqrt(domain.size());
    }
    double lower = box.lower().get(j);
    double upper = box.upper().get(j);
    if (!Double.isInfinite(lower) && !Double.isInfinite(upper)) {
      double share = 0.0005 + 0.999 * random.nextDouble();
      double width = upper - lower;
      return Double.isInfinite(width) ? lower * (1 - share) + upper * share : lower + width * share;
    }
    double gaussian = scale * random.nextGaussian();
    if (!Double.isInfinite(lower)) {
      return lower + Math.abs(gaussian) + 1e-9;
    }
    return Double.isInfinite(upper) ? gaussian : upper - Math.abs(gaussian) - 1e-9;
  }

  /** A move of random size along a random direction, one coordinate, or towards another sample. */
  static double[] near(Domain domain, double[] x, RandomGenerator random) {
    double[] moved = x.clone();
    double size = Math.exp(-7 * random.nextDouble());
    double norm = 0;
    for (double value : x) {
      norm += value * value;
    }
    norm = Math.sqrt(norm / x.length) + 1e-3;
    int kind = random.nextInt(4);
    if (kind == 0) {
      int j = random.nextInt(x.length);
      moved[j] += 3 * norm * size * random.nextGaussian();
    } else if (kind == 1) {
      double factor = Math.exp(2 * random.nextGaussian() * size);
      for (int j = 0; j < x.length; j++) {
        moved[j] *= factor;
      }
    } else if (kind == 2) {
      double[] other = sample(domain, random);
      for (int j = 0; j < x.length; j++) {
        moved[j] += size * (other[j] - x[j]);
      }
    } else {
      for (int j = 0; j < x.length; j++) {
        moved[j] += norm * size * random.nextGaussian();
      }
    }
    return pulledInside(domain, moved);
  }

  private static double[] pulledInside(Domain domain, double[] x) {
    if (domain instanceof Domain.Ball ball) {
      return scaledInside(finite(x), 0.999 * ball.radius());
    }
    Domain.Box box = (Domain.Box) domain;
    for (int j = 0; j < x.length; j++) {
      double lower = box.lower().get(j);
      double upper = box.upper().get(j);
      double margin =
          Double.isInfinite(upper - lower) ? 1e-9 : Math.min(1e-9, 1e-4 * (upper - lower));
      x[j] = Math.max(lower + margin * (1 + Math.abs(x[j])), x[j]);
      x[j] = Math.min(upper - margin * (1 + Math.abs(x[j])), x[j]);
    }
    return finite(x);
  }

  /** Samples and moves of huge numbers may overflow. */
  private static double[] finite(double[] x) {
    for (int j = 0; j < x.length; j++) {
      x[j] = Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, x[j]));
    }
    return x;
  }

  /** Scaled to norm {@code limit} if longer, without squaring anything huge or tiny. */
  private static double[] scaledInside(double[] x, double limit) {
    double largest = Double.MIN_NORMAL;
    for (double value : x) {
      largest = Math.max(largest, Math.abs(value));
    }
    double square = 0;
    for (double value : x) {
      square += (value / largest) * (value / largest);
    }
    double reach = limit / largest / Math.sqrt(square);
    if (reach < 1) {
      for (int j = 0; j < x.length; j++) {
        x[j] *= reach;
      }
    }
    return x;
  }
}
