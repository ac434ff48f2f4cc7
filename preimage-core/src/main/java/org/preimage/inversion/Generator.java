package org.preimage.inversion;

import java.util.Arrays;
import java.util.List;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.network.Network;
import org.preimage.network.NetworkBuilder;
import org.preimage.network.Renumbering;
import org.preimage.network.TensorInfo;

/**
 * A network to invert, split into a core and its last elementwise step. The core of a ReLU network
 * is piecewise linear whatever its last activation is.
 */
public final class Generator {
  private final Network network;
  private final Network core;
  private final Readout readout;

  private Generator(Network network, Network core, Readout readout) {
    this.network = network;
    this.core = core;
    this.readout = readout;
  }

  /**
   * Splits a network.
   *
   * @throws IllegalArgumentException if the network has an opaque node, which has no derivative
   */
  public static Generator of(Network network) {
    requireDerivatives(network);
    Indices outputs = network.subject().outputs();
    if (outputs.size() == 1) {
      int last = outputs.get(0);
      Node node = network.subject().nodes().get(last);
      if (node instanceof Node.OneToOne) {
        Readout curve = new Readout.Curve(network.elementwiseFunction(last).orElseThrow());
        return new Generator(network, endingBefore(network, last), curve);
      }
      if (node instanceof Node.Rectifier r && r.slopes().size() == 1 && r.slopes().get(0) >= 0) {
        Readout rectified = new Readout.Rectified(r.slopes().get(0));
        return new Generator(network, endingBefore(network, last), rectified);
      }
    }
    return new Generator(network, network, new Readout.Identity());
  }

  /**
   * The generator with one of its inputs held at a value, such as the label of a conditional one.
   *
   * @param input position among the network's inputs, of which there are at least two
   * @param value one number a coordinate of that input
   * @throws IllegalArgumentException if there is no such input or the value has another size
   */
  public Generator conditionedOn(int input, double[] value) {
    List<TensorInfo> inputs = network.inputs();
    if (inputs.size() < 2 || input < 0 || input >= inputs.size()) {
      throw new IllegalArgumentException(
          "Conditioning requires one of several inputs but received number "
              + input
              + " of "
              + inputs.size()
              + ".");
    }
    if (value.length != inputs.get(input).size()) {
      throw new IllegalArgumentException(
          "Conditioning on "
              + inputs.get(input).name()
              + " requires "
              + inputs.get(input).size()
              + " numbers but received "
              + value.length
              + ".");
    }
    return of(Conditioning.of(network, input, value));
  }

  /** The whole network. */
  public Network network() {
    return network;
  }

  /** The network without its last elementwise step. */
  public Network core() {
    return core;
  }

  /** Number n of latent coordinates. */
  public int latentSize() {
    return network.inputSize();
  }

  /** Number m of output values. */
  public int outputSize() {
    return network.outputSize();
  }

  /** The outputs that belong to pre-activations. */
  double[] output(double[] preActivations) {
    return Arrays.stream(preActivations).map(readout::value).toArray();
  }

  Readout readout() {
    return readout;
  }

  private static void requireDerivatives(Network network) {
    for (int k = 0; k < network.subject().nodes().size(); k++) {
      if (network.subject().nodes().get(k) instanceof Node.Opaque opaque) {
        throw new IllegalArgumentException(
            "Inversion requires nodes with known derivatives but "
                + network.label(k)
                + " is opaque ("
                + opaque.name()
                + ").");
      }
    }
  }

  private static Network endingBefore(Network network, int last) {
    NetworkBuilder builder = new NetworkBuilder();
    List<Node> nodes = network.subject().nodes();
    int[] number = new int[nodes.size()];
    int input = 0;
    for (int k = 0; k < last; k++) {
      Node node = nodes.get(k);
      if (node instanceof Node.Input) {
        number[k] = builder.input(network.inputs().get(input++));
      } else if (node instanceof Node.OneToOne n) {
        number[k] =
            builder.add(
                number[n.source()],
                network.elementwiseFunction(k).orElseThrow(),
                network.label(k),
                network.shape(k));
      } else {
        number[k] =
            builder.add(Renumbering.apply(node, number), network.label(k), network.shape(k));
      }
    }
    int end = nodes.get(last).sources().get(0);
    builder.output(
        number[end], new TensorInfo(network.outputs().get(0).name(), network.shape(end)));
    return builder.build(network.name() + " up to node " + (last - 1), network.digest());
  }

  /** The generator of what a node yields. */
  Generator endingAt(int node) {
    return of(endingBefore(network, node + 1));
  }
}
