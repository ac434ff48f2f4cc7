package org.preimage.certify;

import java.util.Optional;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Node;
import org.preimage.certificate.Point;
import org.preimage.certificate.Proof;
import org.preimage.endtoend.SameOutput;
import org.preimage.network.Network;

/**
 * Proof that a second input has exactly the output of a given one, so that nothing can tell from
 * the output which of them it was.
 *
 * @param accepted a collision pair, whose first point is the given input exactly
 * @param other the second input
 */
public record SameImage(AcceptedCertificate accepted, Point other) {
  /** On the way to the nearest kink or end of the domain, stay this much inside. */
  private static final double INSIDE = 0.9;

  /**
   * Looks along the directions in which the output does not change at {@code x}, then in the cell
   * of a candidate.
   *
   * @param candidate another input whose output agrees up to rounding
   * @return empty when there is no exact pair of these kinds; the outputs may still be as close as
   *     rounding lets anyone see
   */
  public static Optional<SameImage> prove(
      Network network, Domain domain, double[] x, double[] candidate) {
    return along(network, domain, x).or(() -> inCellOf(network, domain, x, candidate));
  }

  /** A second input on a segment from {@code x} along which the output is constant. */
  public static Optional<SameImage> along(Network network, Domain domain, double[] x) {
    return SameOutput.direction(network, x).flatMap(found -> along(network, domain, x, found));
  }

  private static Optional<SameImage> along(
      Network network, Domain domain, double[] x, SameOutput.Direction found) {
    double[] ahead = found.direction().toDoubles();
    double[] back = ahead.clone();
    for (int j = 0; j < back.length; j++) {
      back[j] = -ahead[j];
    }
    int last = found.cut() < 0 ? network.subject().nodes().size() - 1 : found.cut();
    double forward = reach(network, domain, x, ahead, last);
    double backward = reach(network, domain, x, back, last);
    double step = forward >= backward ? forward : -backward;
    return certifier(network, domain)
        .segment(found.cut(), Point.of(x), found.direction(), INSIDE * step)
        .map(SameImage::of);
  }

  /** A second input in the cell of {@code candidate}. */
  public static Optional<SameImage> inCellOf(
      Network network, Domain domain, double[] x, double[] candidate) {
    return SameOutput.inCellOf(network, candidate, x)
        .flatMap(y -> certifier(network, domain).pair(Point.of(x), y))
        .map(SameImage::of);
  }

  private static SameImage of(AcceptedCertificate accepted) {
    return new SameImage(accepted, ((Proof.CollisionPair) accepted.certificate().proof()).y());
  }

  private static Certifier certifier(Network network, Domain domain) {
    return new Certifier(network.subject(), domain, network.digest(), network.assumptions());
  }

  /** How far along {@code d} no kink up to node {@code last} is crossed, in binary64. */
  private static double reach(Network network, Domain domain, double[] x, double[] d, int last) {
    double[][] values = network.trace(x);
    double[][] rates = network.derivative(values, d);
    double unlimited = (Reach.norm(x) + 1) / Reach.norm(d);
    double reach = Math.min(unlimited, Reach.inside(domain, x, d));
    for (int k = 0; k <= last; k++) {
      Node node = network.subject().nodes().get(k);
      if (node instanceof Node.Rectifier) {
        reach = Math.min(reach, toKink(values, rates, node.sources().get(0), 0));
      } else if (node instanceof Node.Clip clip) {
        reach = Math.min(reach, toKink(values, rates, clip.source(), clip.lower()));
        reach = Math.min(reach, toKink(values, rates, clip.source(), clip.upper()));
      }
    }
    return reach;
  }

  private static double toKink(double[][] values, double[][] rates, int source, double kink) {
    double reach = Double.POSITIVE_INFINITY;
    for (int i = 0; i < values[source].length; i++) {
      double ahead = (kink - values[source][i]) / rates[source][i];
      // Rates that are zero but for rounding only make the step shorter than need be.
      reach = ahead > 0 ? Math.min(reach, ahead) : reach;
    }
    return reach;
  }
}
