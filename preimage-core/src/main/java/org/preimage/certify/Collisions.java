package org.preimage.certify;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Node;
import org.preimage.certificate.Point;
import org.preimage.certificate.Proof;
import org.preimage.endtoend.NullDirection;
import org.preimage.network.Network;
import org.preimage.spanning.Layer;
import org.preimage.spanning.SearchBudget;

/**
 * Pairs of inputs for people to look at. A pair in the certificate is exact; where the certificate
 * only counts active units, a pair is computed in binary64 and its output distance says how good it
 * is.
 */
final class Collisions {
  /** A rounded pair must agree to this relative accuracy to be shown. */
  private static final double AGREEMENT = 1e-9;

  /** And the inputs must differ by this many times the difference of the outputs. */
  private static final double CLEARLY_APART = 1e4;

  private static final int MAX_INPUTS = 1024;

  private final Network network;
  private final Domain domain;
  private final Random random;

  Collisions(Network network, Domain domain, Random random) {
    this.network = network;
    this.domain = domain;
    this.random = random;
  }

  /** The pair of a proof, or a rounded one near its point. */
  Optional<Collision> of(Proof proof) {
    if (proof instanceof Proof.CollisionPair pair) {
      return Optional.of(collision(network::evaluate, pair.x(), pair.y()));
    }
    if (proof instanceof Proof.RankDeficientCell cell) {
      return along(cell.x().toDoubles(), cell.direction().toDoubles());
    }
    if (proof instanceof Proof.FewActiveRows few) {
      return near(few.x().toDoubles(), OptionalInt.of(few.node()));
    }
    return Optional.empty();
  }

  /** A rounded pair anywhere in the domain, for a network that narrows. */
  Optional<Collision> anyPair(SearchBudget budget) {
    for (int attempt = 0; attempt < 20 && !budget.isSpent(); attempt++) {
      double[] x = NullDirection.sample(domain, random);
      Optional<Collision> pair = near(x, OptionalInt.empty());
      if (pair.isPresent()) {
        return pair;
      }
    }
    return Optional.empty();
  }

  private Optional<Collision> near(double[] x, OptionalInt cut) {
    if (x.length > MAX_INPUTS) {
      return Optional.empty();
    }
    return NullDirection.at(network, x, cut).flatMap(direction -> along(x, direction));
  }

  /** The longest step along the direction, halving, that keeps the output to rounding. */
  private Optional<Collision> along(double[] x, double[] direction) {
    double norm = Reach.norm(direction);
    double limit = 0.9 * Reach.inside(domain, x, direction);
    double size = Reach.norm(x);
    double allowed = AGREEMENT * Reach.norm(network.evaluate(x));
    double step = Math.min(limit, 16 * (size == 0 ? 1 : size) / norm);
    for (int attempt = 0; attempt < 60 && step * norm > 1e-15 * size; attempt++, step /= 2) {
      double[] y = x.clone();
      for (int j = 0; j < y.length; j++) {
        y[j] += step * direction[j];
      }
      Collision pair = collision(network::evaluate, Point.of(x), Point.of(y));
      if (pair.outputDistance() <= allowed
          && pair.distance() > CLEARLY_APART * pair.outputDistance()) {
        return Optional.of(pair);
      }
    }
    return Optional.empty();
  }

  /** The pair of a proof about one layer alone. */
  static Optional<Collision> of(Stage stage, Proof proof) {
    if (!(proof instanceof Proof.CollisionPair pair)) {
      return Optional.empty();
    }
    Layer layer = stage.layer();
    return Optional.of(collision(x -> activated(stage, layer, x), pair.x(), pair.y()));
  }

  private static double[] activated(Stage stage, Layer layer, double[] x) {
    double[] z = layer.preActivations(x);
    if (stage.activation().isPresent()
        && stage.subject().nodes().get(stage.activation().getAsInt())
            instanceof Node.Rectifier rectifier) {
      for (int i = 0; i < z.length; i++) {
        z[i] = z[i] >= 0 ? z[i] : rectifier.slopes().shared(i) * z[i];
      }
    }
    return z;
  }

  private static Collision collision(UnaryOperator<double[]> function, Point x, Point y) {
    double[] a = x.toDoubles();
    double[] b = y.toDoubles();
    return new Collision(x, y, distance(a, b), distance(function.apply(a), function.apply(b)));
  }

  private static double distance(double[] a, double[] b) {
    double[] difference = new double[a.length];
    for (int j = 0; j < a.length; j++) {
      difference[j] = a[j] - b[j];
    }
    return Reach.norm(difference);
  }
}
