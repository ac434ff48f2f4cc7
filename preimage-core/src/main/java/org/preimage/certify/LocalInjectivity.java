package org.preimage.certify;

import java.util.Arrays;
import java.util.Optional;
import org.preimage.certificate.Certificate;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Ends;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Proof;
import org.preimage.endtoend.CellDerivative;
import org.preimage.linalg.PivotedRows;
import org.preimage.network.Network;

/**
 * Proof that no other input near a given one has the same output: the network is injective on a box
 * around it.
 *
 * @param accepted the proof, whose domain is the box
 * @param radius every input whose coordinates differ from those of the given one by at most this is
 *     in the box
 * @param rows the output values that tell inputs in the box apart, ascending
 */
public record LocalInjectivity(AcceptedCertificate accepted, double radius, Indices rows) {
  /**
   * How far beyond the nearest kink the first box reaches, and by how much the next ones shrink.
   */
  private static final double BEYOND = 16;

  private static final double SHRINK = 0.25;

  /** Half-width of the first box at a kink, relative to the largest coordinate or one. */
  private static final double AT_KINK = 0x1p-6;

  private static final int ATTEMPTS = 14;

  /**
   * Looks for a box around {@code x}, the larger the better. Takes n + 1 evaluations and a few
   * checks, each about as much work again.
   *
   * @return empty when no attempt was accepted, which proves nothing
   */
  public static Optional<LocalInjectivity> at(Network network, double[] x) {
    return at(network, x, CellDerivative.at(network, x));
  }

  /** The same with the derivative at {@code x} at hand. */
  public static Optional<LocalInjectivity> at(
      Network network, double[] x, CellDerivative derivative) {
    int n = network.inputSize();
    int[] rows = PivotedRows.choose(derivative.jacobian(), n, n);
    if (rows.length < n) {
      return Optional.empty();
    }
    Arrays.sort(rows);
    double size = Arrays.stream(x).map(Math::abs).reduce(1, Math::max);
    double kink = derivative.kinkDistance();
    double radius = kink == 0 ? AT_KINK * size : Math.min(BEYOND * kink, size);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++, radius *= SHRINK) {
      Optional<AcceptedCertificate> accepted = within(network, box(x, radius), rows);
      if (accepted.isPresent()) {
        return Optional.of(new LocalInjectivity(accepted.get(), radius, Indices.of(rows)));
      }
    }
    return Optional.empty();
  }

  /**
   * One attempt on one domain.
   *
   * @param rows at least n output values, ascending, that are to tell inputs apart
   */
  public static Optional<AcceptedCertificate> within(Network network, Domain domain, int[] rows) {
    Proof proof = new Proof.MeanValue(Indices.of(rows));
    try {
      return Optional.of(
          AcceptedCertificate.of(
              new Certificate(
                  network.subject(), domain, proof, network.digest(), network.assumptions())));
    } catch (RejectedCertificateException rejected) {
      return Optional.empty();
    }
  }

  /** All points whose coordinates differ from those of {@code center} by at most {@code radius}. */
  public static Domain.Box box(double[] center, double radius) {
    double[] low = new double[center.length];
    double[] high = new double[center.length];
    for (int j = 0; j < low.length; j++) {
      // Rounded outwards: the box holds all of them, and has interior however small the radius is.
      low[j] = Math.nextDown(center[j] - radius);
      high[j] = Math.nextUp(center[j] + radius);
    }
    return new Domain.Box(Ends.of(low), Ends.of(high));
  }
}
