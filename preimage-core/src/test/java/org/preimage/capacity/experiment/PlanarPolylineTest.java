package org.preimage.capacity.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The exact decision of networks on R² against another idea in floating point: N is homogeneous, so
 * it is injective iff N(x) ≠ 0 for x ≠ 0 and θ ↦ N(θ)/‖N(θ)‖₁ is a simple closed curve. That curve
 * is a polyline with its corners at the zeros of units, and self-intersections show as distances
 * between its segments. For Gaussian weights distances near rounding but not zero do not occur in
 * these seeds, which the test checks.
 */
final class PlanarPolylineTest {
  private static final double TOUCHING = 1e-11;
  private static final double APART = 1e-8;

  @ParameterizedTest
  @ValueSource(strings = {"2x8x6", "2x8x8", "2x14x8", "2x8x12", "2x6x7x9"})
  void decisionAgreesWithTheCurve(String cell) throws Exception {
    SweepPlan plan = Plans.of(Experiment.DEEP_ACTIVITY, 60, cell);
    int injective = 0;
    for (long index = 0; index < plan.trialCount(); index++) {
      Trial trial = plan.trial(index);
      boolean decided = TrialRunner.defaults().run(trial).outcome() == Outcome.INJECTIVE;
      assertThat(decided).as(trial.toString()).isEqualTo(isSimple(trial));
      injective += decided ? 1 : 0;
    }
    assertThat(injective).isBetween(1, 59);
  }

  private static boolean isSimple(Trial trial) {
    List<double[]> layers = trial.drawLayers();
    double[] corners = corners(layers);
    int count = corners.length;
    List<double[]> points = new ArrayList<>();
    for (double angle : corners) {
      double[] value = value(layers, angle);
      double norm = Arrays.stream(value).sum();
      if (norm < TOUCHING) {
        return false;
      }
      points.add(Arrays.stream(value).map(v -> v / norm).toArray());
    }
    for (int j = 0; j < count; j++) {
      double[] b = points.get((j + 1) % count);
      double[] c = points.get((j + 2) % count);
      if (distance(points.get(j), b) < TOUCHING || isFold(points.get(j), b, c)) {
        return false;
      }
    }
    return haveNoCommonPoint(points);
  }

  /** Segments that are not neighbours. */
  private static boolean haveNoCommonPoint(List<double[]> points) {
    int count = points.size();
    for (int j = 0; j < count; j++) {
      for (int k = j + 2; k < count && !(j == 0 && k == count - 1); k++) {
        double d =
            distance(points.get(j), points.get(j + 1), points.get(k), points.get((k + 1) % count));
        assertThat(d < TOUCHING || d > APART).as("clear distance, %s", d).isTrue();
        if (d < TOUCHING) {
          return false;
        }
      }
    }
    return true;
  }

  /** Angles at which some unit is zero, ascending. */
  private static double[] corners(List<double[]> layers) {
    TreeSet<Double> angles = new TreeSet<>();
    for (int i = 0; i < layers.get(0).length / 2; i++) {
      addZeros(angles, layers.get(0)[2 * i], layers.get(0)[2 * i + 1]);
    }
    for (int depth = 1; depth < layers.size(); depth++) {
      double[] known = angles.stream().mapToDouble(Double::doubleValue).toArray();
      for (int s = 0; s < known.length; s++) {
        double end = s + 1 < known.length ? known[s + 1] : known[0] + 2 * Math.PI;
        double[] x = preactivations(layers, depth, known[s]);
        double[] y = preactivations(layers, depth, end);
        for (int i = 0; i < x.length; i++) {
          if (x[i] * y[i] < 0) {
            angles.add(known[s] + angle(known[s], end, x[i] / (x[i] - y[i])));
          }
        }
      }
    }
    return angles.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /**
   * From the direction at {@code from} to the one a share of the way along the chord to the next.
   */
  private static double angle(double from, double to, double share) {
    double x = 1 - share + share * Math.cos(to - from);
    return Math.atan2(share * Math.sin(to - from), x);
  }

  private static void addZeros(Set<Double> angles, double x, double y) {
    double angle = Math.atan2(-x, y);
    angles.add(angle);
    angles.add(angle > 0 ? angle - Math.PI : angle + Math.PI);
  }

  private static double[] preactivations(List<double[]> layers, int depth, double angle) {
    double[] x = {Math.cos(angle), Math.sin(angle)};
    for (int k = 0; k < depth; k++) {
      x = Arrays.stream(product(layers.get(k), x)).map(v -> Math.max(v, 0)).toArray();
    }
    return product(layers.get(depth), x);
  }

  private static double[] value(List<double[]> layers, double angle) {
    double[] last = preactivations(layers, layers.size() - 1, angle);
    return Arrays.stream(last).map(v -> Math.max(v, 0)).toArray();
  }

  private static double[] product(double[] matrix, double[] x) {
    double[] product = new double[matrix.length / x.length];
    for (int i = 0; i < matrix.length; i++) {
      product[i / x.length] += matrix[i] * x[i % x.length];
    }
    return product;
  }

  /** Whether the curve turns back at b. */
  private static boolean isFold(double[] a, double[] b, double[] c) {
    double uu = dot(a, b, a, b);
    double vv = dot(c, b, c, b);
    double uv = dot(a, b, c, b);
    return uv > 0 && uu * vv - uv * uv < 1e-16 * uu * vv;
  }

  /** ⟨p − q, r − s⟩. */
  private static double dot(double[] p, double[] q, double[] r, double[] s) {
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      sum += (p[i] - q[i]) * (r[i] - s[i]);
    }
    return sum;
  }

  private static double distance(double[] p, double[] q) {
    return Math.sqrt(dot(p, q, p, q));
  }

  /** Between the segments ab and cd: inside both, or at an end of one. */
  private static double distance(double[] a, double[] b, double[] c, double[] d) {
    double uu = dot(b, a, b, a);
    double vv = dot(d, c, d, c);
    double uv = dot(b, a, d, c);
    double ur = dot(b, a, a, c);
    double vr = dot(d, c, a, c);
    double determinant = uu * vv - uv * uv;
    double least = Math.min(distance(at(a, b, 0), c, d), distance(at(a, b, 1), c, d));
    least = Math.min(least, Math.min(distance(c, a, b), distance(d, a, b)));
    if (determinant > 1e-14 * uu * vv) {
      double s = (uv * vr - ur * vv) / determinant;
      double t = (uu * vr - uv * ur) / determinant;
      if (s >= 0 && s <= 1 && t >= 0 && t <= 1) {
        least = Math.min(least, distance(at(a, b, s), at(c, d, t)));
      }
    }
    return least;
  }

  private static double distance(double[] p, double[] a, double[] b) {
    double share = dot(p, a, b, a) / dot(b, a, b, a);
    return distance(p, at(a, b, Math.max(0, Math.min(1, share))));
  }

  private static double[] at(double[] a, double[] b, double share) {
    double[] point = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      point[i] = a[i] + share * (b[i] - a[i]);
    }
    return point;
  }
}
