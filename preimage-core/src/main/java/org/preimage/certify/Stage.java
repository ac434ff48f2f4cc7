package org.preimage.certify;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import org.preimage.certificate.ConvolutionGeometry;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Subject;
import org.preimage.certificate.Weights;
import org.preimage.network.NodeRows;
import org.preimage.spanning.Layer;

/**
 * One layer of a network: an affine node and the activation that reads it, with the domain on which
 * it has to be injective.
 *
 * @param index counted from 1
 * @param affine number of the affine node
 * @param activation number of the rectifier or one-to-one node that reads it, if any
 * @param domain the claim's domain for a layer that reads the input, the orthant behind a ReLU,
 *     else Rⁿ
 */
record Stage(Subject subject, int index, int affine, OptionalInt activation, Domain domain) {
  /** All stages in node order. */
  static List<Stage> of(Subject subject, Domain domain) {
    List<Stage> stages = new ArrayList<>();
    for (int k = 0; k < subject.nodes().size(); k++) {
      if (NodeRows.isAffine(subject.nodes().get(k))) {
        stages.add(
            new Stage(
                subject,
                stages.size() + 1,
                k,
                activationOf(subject, k),
                domainOf(subject, k, domain)));
      }
    }
    return stages;
  }

  /** One stage, or all. */
  static List<Stage> chosen(Subject subject, Domain domain, OptionalInt index) {
    List<Stage> all = of(subject, domain);
    return index.isPresent() ? List.of(all.get(index.getAsInt() - 1)) : all;
  }

  private static OptionalInt activationOf(Subject subject, int affine) {
    for (int k = affine + 1; k < subject.nodes().size(); k++) {
      Node node = subject.nodes().get(k);
      boolean reads = node.sources().size() == 1 && node.sources().get(0) == affine;
      if (reads && (node instanceof Node.Rectifier || node instanceof Node.OneToOne)) {
        return OptionalInt.of(k);
      }
    }
    return OptionalInt.empty();
  }

  private static Domain domainOf(Subject subject, int affine, Domain domain) {
    int n = NodeRows.inputs(subject.nodes().get(affine));
    int source = subject.nodes().get(affine).sources().get(0);
    if (isWholeInput(subject, source)) {
      return domain;
    }
    return isNonNegative(subject, source) ? Domain.orthant(n) : Domain.wholeSpace(n);
  }

  /** The only input, or all inputs one after the other. */
  private static boolean isWholeInput(Subject subject, int source) {
    Node node = subject.nodes().get(source);
    if (node.size() != subject.inputSize()) {
      return false;
    }
    if (node instanceof Node.Select select) {
      for (int j = 0; j < select.size(); j++) {
        if (select.index().get(j) != j) {
          return false;
        }
      }
      return readsAllInputs(subject, select.sources());
    }
    return node instanceof Node.Input;
  }

  private static boolean readsAllInputs(Subject subject, Indices sources) {
    int next = 0;
    for (int k = 0; k < subject.nodes().size(); k++) {
      if (subject.nodes().get(k) instanceof Node.Input) {
        if (next == sources.size() || sources.get(next) != k) {
          return false;
        }
        next++;
      }
    }
    return next == sources.size();
  }

  private static boolean isNonNegative(Subject subject, int node) {
    Node value = subject.nodes().get(node);
    if (value instanceof Node.Rectifier rectifier) {
      return rectifier.isRelu();
    }
    if (value instanceof Node.Select select) {
      for (int s = 0; s < select.sources().size(); s++) {
        if (!isNonNegative(subject, select.sources().get(s))) {
          return false;
        }
      }
      return true;
    }
    return false;
  }

  Node affineNode() {
    return subject.nodes().get(affine);
  }

  /** Whether it reads the network's input directly. */
  boolean isFirst() {
    return isWholeInput(subject, affineNode().sources().get(0));
  }

  int inputs() {
    return NodeRows.inputs(affineNode());
  }

  int outputs() {
    return affineNode().size();
  }

  /** Whether the activation is ReLU in every row. */
  boolean isRelu() {
    return activation.isPresent()
        && subject.nodes().get(activation.getAsInt()) instanceof Node.Rectifier rectifier
        && rectifier.isRelu();
  }

  /** Whether every row is active everywhere: no activation, or a one-to-one one. */
  boolean isOneToOne() {
    if (activation.isEmpty()) {
      return true;
    }
    if (subject.nodes().get(activation.getAsInt()) instanceof Node.Rectifier rectifier) {
      for (int i = 0; i < rectifier.slopes().size(); i++) {
        if (!(rectifier.slopes().get(i) > 0)) {
          return false;
        }
      }
    }
    return true;
  }

  /** The layer's rows, of which none has a negative slope. */
  Layer layer() {
    BitSet always = new BitSet();
    if (isOneToOne()) {
      always.set(0, outputs());
    } else {
      for (int i = 0; i < outputs(); i++) {
        always.set(i, slope(i) > 0);
      }
    }
    return new Layer(NodeRows.weights(affineNode()), NodeRows.bias(affineNode()), always, domain);
  }

  /** Whether some row has a negative slope, which the layer decision does not cover. */
  boolean hasNegativeSlope() {
    for (int i = 0; i < outputs(); i++) {
      if (slope(i) < 0) {
        return true;
      }
    }
    return false;
  }

  private double slope(int i) {
    return activation.isPresent()
            && subject.nodes().get(activation.getAsInt()) instanceof Node.Rectifier rectifier
        ? rectifier.slopes().shared(i)
        : 1;
  }

  /** This layer alone as a function: input, affine node, activation. */
  Subject alone() {
    List<Node> nodes = new ArrayList<>();
    nodes.add(new Node.Input(inputs()));
    nodes.add(renumbered(affineNode()));
    if (activation.isPresent()) {
      Node node = subject.nodes().get(activation.getAsInt());
      nodes.add(
          node instanceof Node.Rectifier rectifier
              ? new Node.Rectifier(1, rectifier.size(), rectifier.slopes())
              : new Node.OneToOne(1, node.size(), ((Node.OneToOne) node).name()));
    }
    return new Subject(nodes, Indices.of(nodes.size() - 1));
  }

  /** This layer alone; one without activation is one with slope 1. */
  Subject aloneWithSlopes() {
    Subject alone = alone();
    if (activation.isPresent()) {
      return alone;
    }
    List<Node> nodes = new ArrayList<>(alone.nodes());
    nodes.add(new Node.Rectifier(1, outputs(), Weights.of(1)));
    return new Subject(nodes, Indices.of(2));
  }

  private static Node renumbered(Node node) {
    if (node instanceof Node.Affine affine) {
      return new Node.Affine(0, affine.weights(), affine.bias());
    }
    if (node instanceof Node.Convolution convolution) {
      return new Node.Convolution(
          0, convolution.geometry(), convolution.kernel(), convolution.bias());
    }
    Node.TransposedConvolution convolution = (Node.TransposedConvolution) node;
    return new Node.TransposedConvolution(
        0, convolution.geometry(), convolution.kernel(), convolution.bias());
  }

  /** What a practitioner calls it. */
  String kind() {
    return affineName() + activationName();
  }

  private String affineName() {
    if (affineNode() instanceof Node.Convolution convolution) {
      return "Conv " + kernel(convolution.geometry());
    }
    if (affineNode() instanceof Node.TransposedConvolution convolution) {
      return "ConvTranspose " + kernel(convolution.geometry());
    }
    return "Dense";
  }

  private static String kernel(ConvolutionGeometry geometry) {
    StringBuilder text = new StringBuilder();
    for (int a = 0; a < geometry.kernelShape().size(); a++) {
      text.append(a == 0 ? "" : "×").append(geometry.kernelShape().get(a));
    }
    int stride = geometry.strides().size() == 0 ? 1 : geometry.strides().get(0);
    return stride == 1 ? text.toString() : text.append(" /").append(stride).toString();
  }

  private String activationName() {
    if (activation.isEmpty()) {
      return "";
    }
    Node node = subject.nodes().get(activation.getAsInt());
    if (node instanceof Node.OneToOne function) {
      return " + " + function.name();
    }
    return isRelu() ? " + ReLU" : isOneToOne() ? " + leaky ReLU" : " + PReLU";
  }
}
