package org.preimage.inversion;

import java.util.Optional;
import org.preimage.certificate.Domain;
import org.preimage.certify.AcceptedCertificate;
import org.preimage.certify.LocalInjectivity;
import org.preimage.certify.SameImage;
import org.preimage.endtoend.CellDerivative;
import org.preimage.linalg.PivotedRows;
import org.preimage.linalg.SingularValues;
import org.preimage.network.Network;
import org.preimage.network.OutputSelection;

/** Whether the values observed through a mask determine a code, proved either way if possible. */
@SuppressWarnings("ArrayRecordComponent")
public sealed interface MaskAnswer {
  /** The code asked about. */
  double[] code();

  /** The proof, if there is one. */
  Optional<AcceptedCertificate> accepted();

  /**
   * No other code near it has the same observed values.
   *
   * @param proof of that, with how far "near" reaches
   * @param condition largest over smallest singular value of the derivative of what is observed,
   *     before a last one-to-one activation; NaN where no library for it is at hand
   */
  record Determined(double[] code, LocalInjectivity proof, double condition)
      implements MaskAnswer {
    @Override
    public Optional<AcceptedCertificate> accepted() {
      return Optional.of(proof.accepted());
    }
  }

  /** Another code has exactly the same observed values. */
  record Ambiguous(double[] code, SameImage pair) implements MaskAnswer {
    @Override
    public Optional<AcceptedCertificate> accepted() {
      return Optional.of(pair.accepted());
    }
  }

  /**
   * Nothing was proved.
   *
   * @param rank of the derivative of what is observed, in floating point
   */
  record Unproved(double[] code, int rank) implements MaskAnswer {
    @Override
    public Optional<AcceptedCertificate> accepted() {
      return Optional.empty();
    }
  }

  /**
   * Asks about one code.
   *
   * @param network the generator, all of whose outputs could be observed
   * @param observed the output values that are
   * @param domain codes that count as other codes
   */
  static MaskAnswer at(Network network, int[] observed, Domain domain, double[] code) {
    Network seen = OutputSelection.of(network, observed);
    CellDerivative derivative = CellDerivative.at(seen, code);
    Optional<MaskAnswer> unique =
        LocalInjectivity.at(seen, code, derivative)
            .map(proof -> new Determined(code, proof, condition(derivative.jacobian(), code)));
    return unique
        .or(() -> SameImage.along(seen, domain, code).map(pair -> new Ambiguous(code, pair)))
        .orElseGet(() -> new Unproved(code, rank(derivative.jacobian(), code)));
  }

  private static int rank(double[] jacobian, double[] code) {
    return PivotedRows.choose(jacobian, code.length, code.length).length;
  }

  private static double condition(double[] jacobian, double[] code) {
    if (!SingularValues.isAvailable()) {
      return Double.NaN;
    }
    int n = code.length;
    double[][] rows = new double[jacobian.length / n][n];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(jacobian, i * n, rows[i], 0, n);
    }
    double[] values = SingularValues.of(rows);
    return values[0] / values[n - 1];
  }
}
