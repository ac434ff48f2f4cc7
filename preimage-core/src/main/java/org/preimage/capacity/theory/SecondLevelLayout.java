package org.preimage.capacity.theory;

/**
 * Where the unknowns of the second level are in one vector, layers counted from 0: ln c, ln τ, ln
 * gain, ln μ, ln ν, p, q, ln s, α; gain and μ belong to hidden layers only.
 */
record SecondLevelLayout(int layers) {
  int c(int i) {
    return i;
  }

  int tau(int i) {
    return layers + i;
  }

  int gain(int i) {
    return 2 * layers + i;
  }

  int mu(int i) {
    return 3 * layers - 1 + i;
  }

  int nu() {
    return 4 * layers - 2;
  }

  /** Overlap of the dual vector of layer i. */
  int p(int i) {
    return 4 * layers - 1 + i;
  }

  /** Overlap of the input of layer i. */
  int q(int i) {
    return 5 * layers - 1 + i;
  }

  int s() {
    return 6 * layers - 1;
  }

  int alpha() {
    return 6 * layers;
  }

  int size() {
    return 6 * layers + 1;
  }

  /** Start for one layer at a small overlap: partial lifting, and p small beside q. */
  double[] start(double kappa) {
    double[] partial = PartialLifting.stationaryPoint(kappa);
    double[] point = new double[size()];
    point[c(0)] = partial[0];
    point[tau(0)] = partial[1];
    point[nu()] = partial[2];
    point[alpha()] = partial[3];
    point[p(0)] = 0.007;
    point[s()] = Math.log((Math.exp(partial[0]) + Math.hypot(Math.exp(partial[0]), 2)) / 2);
    return point;
  }

  /**
   * Start for one more layer: the old layers keep their places at the end, where the distance from
   * the output counts, and the first one is extrapolated. Gains and multipliers stay with the
   * widths they belong to.
   *
   * @param point the solution for this layout
   * @param alpha of the last layer, which becomes hidden
   * @param slant multiplies how the first layer differs from the next
   */
  double[] deeper(double[] point, double alpha, double slant) {
    SecondLevelLayout next = new SecondLevelLayout(layers + 1);
    double[] guess = new double[next.size()];
    for (int i = 0; i < layers; i++) {
      guess[next.c(i + 1)] = point[c(i)];
      guess[next.tau(i + 1)] = point[tau(i)];
      guess[next.p(i + 1)] = point[p(i)];
      guess[next.q(i + 1)] = point[q(i)];
    }
    for (int i = 0; i < layers - 1; i++) {
      guess[next.gain(i)] = point[gain(i)];
      guess[next.mu(i)] = point[mu(i)];
    }
    guess[next.nu()] = point[nu()];
    guess[next.s()] = point[s()];
    guess[next.alpha()] = point[alpha()];
    if (layers == 1) {
      second(next, guess, PlainDuality.layer(alpha, 1), slant);
    } else {
      further(next, guess, slant);
    }
    return guess;
  }

  /** What two layers need beyond one. */
  private static void second(
      SecondLevelLayout next, double[] guess, PlainDuality.Saddle saddle, double slant) {
    guess[next.c(0)] = guess[next.c(1)] - 0.015 * slant;
    guess[next.tau(0)] = guess[next.tau(1)];
    guess[next.p(0)] = Math.pow(0.74, slant) * guess[next.p(1)];
    guess[next.q(0)] = Math.pow(0.94, slant) * guess[next.q(1)];
    double gain = Math.log(saddle.gain());
    guess[next.gain(0)] = gain;
    // Lifting shrinks τ from 1, and μ grows as much.
    guess[next.mu(0)] = guess[next.c(1)] - gain + Math.log(saddle.rho()) - guess[next.tau(0)];
  }

  /**
   * The first layer goes on in the sequence of those behind it, the last hidden one is repeated.
   */
  private void further(SecondLevelLayout next, double[] guess, double slant) {
    guess[next.c(0)] = guess[next.c(1)] + slant * (guess[next.c(1)] - guess[next.c(2)]);
    guess[next.tau(0)] = guess[next.tau(1)] + slant * (guess[next.tau(1)] - guess[next.tau(2)]);
    guess[next.p(0)] = guess[next.p(1)] * Math.pow(guess[next.p(1)] / guess[next.p(2)], slant);
    guess[next.q(0)] = guess[next.q(1)] * Math.pow(guess[next.q(1)] / guess[next.q(2)], slant);
    guess[next.gain(layers - 1)] = guess[next.gain(layers - 2)];
    guess[next.mu(layers - 1)] = guess[next.mu(layers - 2)];
  }
}
