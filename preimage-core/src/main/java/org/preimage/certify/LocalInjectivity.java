package org.preimage.certify;

import java.util.Arrays;
import java.util.Optional;
import org.preimage.certificate.Certificate;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Ends;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Proof;
import org.preimage.linalg.PivotedRows;
import org.preimage.network.Network;

/**
 * Proves that no other input near a given one has the same output: the network is injective on a
 * box around it.
 *
 * @param accepted the proof, whose domain is the box
 * @param radius every input whose coordinates differ from those of the given one by at most this is
 *     in the box
 */
public record LocalInjectivity(AcceptedCertificate accepted, double radius) {
  /** Each attempt at a smaller box is this many times smaller. */
  private static final double SHRINK = 1.0 / 8;

  /**
   * Tries boxes around {@code code}, the largest first.
   *
   * @param jacobian derivative of all outputs there, m × n row by row
   * @param largest half-width to begin with, positive and finite
   * @param attempts how many boxes to try
   * @return empty when no attempt was accepted, which means nothing
   */
  public static Optional<LocalInjectivity> prove(
      Network network, double[] code, double[] jacobian, double largest, int attempts) {
    int n = network.inputSize();
    int[] rows = PivotedRows.choose(jacobian, n, n);
    if (rows.length < n) {
      return Optional.empty();
    }
    Arrays.sort(rows);
    double radius = largest;
    for (int attempt = 0; attempt < attempts; attempt++, radius *= SHRINK) {
      Optional<AcceptedCertificate> accepted = prove(network, box(code, radius), rows);
      if (accepted.isPresent()) {
        return Optional.of(new LocalInjectivity(accepted.get(), radius));
      }
    }
    return Optional.empty();
  }

  /**
   * One attempt.
   *
   * @param rows at least n output values, ascending, that are to determine the input
   */
  public static Optional<AcceptedCertificate> prove(Network network, Domain box, int[] rows) {
    Proof proof = new Proof.MeanValue(Indices.of(rows));
    try {
      return Optional.of(
          AcceptedCertificate.of(
              new Certificate(
                  network.subject(), box, proof, network.digest(), network.assumptions())));
    } catch (RejectedCertificateException rejected) {
      return Optional.empty();
    }
  }

  /** All points whose coordinates differ from those of {@code center} by at most {@code radius}. */
  public static Domain.Box box(double[] center, double radius) {
    double[] low = new double[center.length];
    double[] high = new double[center.length];
    for (int j = 0; j < low.length; j++) {
      // Rounded outwards, so the box holds the whole ball, and has interior however small it is.
      low[j] = Math.nextDown(center[j] - radius);
      high[j] = Math.nextUp(center[j] + radius);
    }
    return new Domain.Box(Ends.of(low), Ends.of(high));
  }
}
