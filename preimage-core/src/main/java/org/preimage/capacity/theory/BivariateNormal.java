package org.preimage.capacity.theory;

/**
 * P(X &gt; h, Y &gt; k) for standard normal X and Y with a fixed correlation: Plackett's integral
 * (1954) over the correlation, in the angle whose sine it is (Drezner and Wesolowsky 1990).
 */
final class BivariateNormal {
  private static final GaussLegendre RULE = GaussLegendre.of(20);

  private final double[] sine;
  private final double[] precision;
  private final double[] weight;

  BivariateNormal(double correlation) {
    int n = RULE.size();
    sine = new double[n];
    precision = new double[n];
    weight = new double[n];
    double half = 0.5 * Math.asin(correlation);
    for (int i = 0; i < n; i++) {
      sine[i] = Math.sin(half * (1 + RULE.node(i)));
      precision[i] = 1 / (1 - sine[i] * sine[i]);
      weight[i] = RULE.weight(i) * half / (2 * Math.PI);
    }
  }

  double orthant(double h, double k) {
    double sum = Gaussian.tail(h) * Gaussian.tail(k);
    double squares = 0.5 * (h * h + k * k);
    double cross = h * k;
    for (int i = 0; i < sine.length; i++) {
      sum += weight[i] * Math.exp((sine[i] * cross - squares) * precision[i]);
    }
    return sum;
  }
}
