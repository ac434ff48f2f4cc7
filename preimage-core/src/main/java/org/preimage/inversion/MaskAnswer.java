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
   * @param singularValues of the derivative of what is observed, largest first, in floating point;
   *     empty where no library for them is at hand
   */
  record Determined(double[] code, LocalInjectivity proof, double[] singularValues)
      implements MaskAnswer {
    @Override
    public Optional<AcceptedCertificate> accepted() {
      return Optional.of(proof.accepted());
    }

    /** Largest over smallest singular value; NaN when unknown. */
    public double condition() {
      return singularValues.length == 0 ? Double.NaN : singularValues[0] * amplification();
    }

    /** The most that a small error of the observed values grows by in the code. */
    public double amplification() {
      return singularValues.length == 0
          ? Double.NaN
          : 1 / singularValues[singularValues.length - 1];
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
            .map(proof -> new Determined(code, proof, singularValues(derivative, code.length)));
    return unique
        .or(() -> SameImage.along(seen, domain, code).map(pair -> new Ambiguous(code, pair)))
        .orElseGet(() -> new Unproved(code, rank(derivative.jacobian(), code)));
  }

  private static int rank(double[] jacobian, double[] code) {
    return PivotedRows.choose(jacobian, code.length, code.length).length;
  }

  private static double[] singularValues(CellDerivative derivative, int n) {
    if (!SingularValues.isAvailable()) {
      return new double[0];
    }
    double[] jacobian = derivative.outputJacobian();
    double[][] rows = new double[jacobian.length / n][n];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(jacobian, i * n, rows[i], 0, n);
    }
    return SingularValues.of(rows);
  }
}
