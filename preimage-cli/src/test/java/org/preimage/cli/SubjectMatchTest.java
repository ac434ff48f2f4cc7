package org.preimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Subject;
import org.preimage.certificate.Weights;

final class SubjectMatchTest {
  private static final Node INPUT = new Node.Input(2);
  private static final Subject MODEL =
      new Subject(
          List.of(
              INPUT,
              affine(0, 1, 2, 3, 4),
              Node.Rectifier.relu(1, 2),
              affine(2, 5, 6, 7, 8),
              new Node.OneToOne(3, 2, "Tanh")),
          Indices.of(4));

  @Test
  void agreesWithItself() {
    assertThat(SubjectMatch.difference(MODEL, MODEL)).isEmpty();
  }

  @Test
  void acceptsOpaqueNodesOfTheSameSizeAndSources() {
    assertThat(SubjectMatch.difference(withNode(3, opaque(2)), MODEL)).isEmpty();
    assertThat(SubjectMatch.difference(withNode(3, opaque(1)), MODEL)).isPresent();
  }

  @Test
  void noticesOtherWeights() {
    assertThat(SubjectMatch.difference(withNode(3, affine(2, 5, 6, 7, 9)), MODEL).orElse(""))
        .contains("node 3");
  }

  @Test
  void noticesAnotherOutput() {
    assertThat(SubjectMatch.difference(new Subject(MODEL.nodes(), Indices.of(2)), MODEL).orElse(""))
        .contains("outputs");
  }

  @Test
  void findsTheLayerOfAOneLayerCertificate() {
    assertThat(SubjectMatch.difference(layer(affine(0, 5, 6, 7, 8), tanh()), MODEL)).isEmpty();
    assertThat(SubjectMatch.difference(layer(affine(0, 1, 2, 3, 4), relu()), MODEL)).isEmpty();
  }

  @Test
  void noticesALayerThatIsNotInTheModel() {
    assertThat(SubjectMatch.difference(layer(affine(0, 5, 6, 7, 8), relu()), MODEL)).isPresent();
    assertThat(SubjectMatch.difference(layer(affine(0, 5, 6, 7, 0), tanh()), MODEL)).isPresent();
    assertThat(SubjectMatch.difference(layer(opaque(0), relu()), MODEL)).isPresent();
  }

  private static Subject withNode(int k, Node node) {
    List<Node> nodes = new java.util.ArrayList<>(MODEL.nodes());
    nodes.set(k, node);
    return new Subject(nodes, MODEL.outputs());
  }

  private static Subject layer(Node first, Node second) {
    return new Subject(List.of(INPUT, first, second), Indices.of(2));
  }

  private static Node affine(int source, double... weights) {
    return new Node.Affine(source, Weights.of(weights), Weights.of(0, 0));
  }

  private static Node opaque(int source) {
    return new Node.Opaque(Indices.of(source), 2, "Attention");
  }

  private static Node relu() {
    return Node.Rectifier.relu(1, 2);
  }

  private static Node tanh() {
    return new Node.OneToOne(1, 2, "Tanh");
  }
}
