package org.preimage.check;

import org.preimage.certificate.Certificate;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Ends;
import org.preimage.certificate.Node;

/**
 * A sole layer with all its numbers: x ↦ ρ(Wx + b), where ρ_i(z) is z for z ≥ 0 and s_i·z for z
 * &lt; 0, with s_i in [0, 1].
 */
final class SlopedLayer {
  private final double[][] weights;
  private final double[] bias;
  private final double[] slopes;
  private final Domain.Box box;

  private SlopedLayer(double[][] weights, double[] bias, double[] slopes, Domain.Box box) {
    this.weights = weights;
    this.bias = bias;
    this.slopes = slopes;
    this.box = box;
  }

  static SlopedLayer of(Certificate certificate) throws Rejection {
    Layer layer = SoleLayer.of(certificate.subject(), certificate.domain());
    Node.Rectifier rectifier = (Node.Rectifier) certificate.subject().nodes().get(2);
    double[][] weights = new double[layer.rows()][layer.columns()];
    double[] bias = new double[layer.rows()];
    double[] slopes = new double[layer.rows()];
    for (int i = 0; i < weights.length; i++) {
      SparseRow row = layer.row(i);
      for (int k = 0; k < row.size(); k++) {
        weights[i][row.column(k)] = row.value(k);
      }
      bias[i] = layer.bias(i);
      slopes[i] = rectifier.slopes().shared(i);
      Rejection.unless(
          slopes[i] >= 0 && slopes[i] <= 1,
          "row " + i,
          "has the slope %s, not in [0, 1]",
          slopes[i]);
    }
    return new SlopedLayer(weights, bias, slopes, boxAround(certificate.domain()));
  }

  /** A bound that holds on a larger set holds on the domain. */
  private static Domain.Box boxAround(Domain domain) {
    if (domain instanceof Domain.Ball ball) {
      return new Domain.Box(
          Ends.all(ball.size(), -ball.radius()), Ends.all(ball.size(), ball.radius()));
    }
    return (Domain.Box) domain;
  }

  int rows() {
    return weights.length;
  }

  int columns() {
    return box.size();
  }

  double weight(int i, int j) {
    return weights[i][j];
  }

  double bias(int i) {
    return bias[i];
  }

  double slope(int i) {
    return slopes[i];
  }

  double lower(int j) {
    return box.lower().get(j);
  }

  double upper(int j) {
    return box.upper().get(j);
  }
}
