package org.preimage.spanning;

import java.util.List;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Subject;
import org.preimage.certificate.Weights;

/**
 * A function with a known answer.
 *
 * @param name where it comes from
 * @param injective on the domain
 */
public record PublishedExample(String name, Subject subject, Domain domain, boolean injective) {
  /** On Rⁿ. */
  static PublishedExample of(String name, boolean injective, Subject subject) {
    return new PublishedExample(name, subject, Domain.wholeSpace(subject.inputSize()), injective);
  }

  /** ReLU(Wx + b) with W given by rows. */
  static Subject layer(double[] bias, double[]... rows) {
    Node affine = affine(0, bias, rows);
    return relu(new Node.Input(rows[0].length), affine);
  }

  /** ReLU after an affine node that reads an input. */
  static Subject relu(Node.Input input, Node affine) {
    return new Subject(
        List.of(input, affine, Node.Rectifier.relu(1, affine.size())), Indices.of(2));
  }

  static Node.Affine affine(int source, double[] bias, double[]... rows) {
    double[] weights =
        java.util.Arrays.stream(rows).flatMapToDouble(java.util.Arrays::stream).toArray();
    return new Node.Affine(source, Weights.of(weights), Weights.of(bias));
  }

  @Override
  public String toString() {
    return name;
  }
}
