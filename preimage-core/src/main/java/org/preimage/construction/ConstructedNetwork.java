package org.preimage.construction;

import java.util.List;
import org.preimage.certificate.Certificate;
import org.preimage.certificate.ConvolutionGeometry;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Subject;
import org.preimage.network.Network;
import org.preimage.network.NetworkBuilder;
import org.preimage.network.TensorInfo;

/**
 * A network that was built to be injective and its certificate.
 *
 * @param network not yet in a file: its digest is "-"
 * @param certificate about the network's subject, without a file's digest
 */
public record ConstructedNetwork(Network network, Certificate certificate) {
  /**
   * Draws the network of a plan.
   *
   * @throws IllegalArgumentException if no network of these shapes can be built
   * @throws ConstructionException if none was found
   */
  public static ConstructedNetwork build(BuildPlan plan) {
    Construction construction = plan.construct();
    Network network = network(construction.subject(), Indices.of(plan.inputShape()));
    return new ConstructedNetwork(network, construction.certificate(network.digest()));
  }

  /**
   * A network of a chain of layers, to be written as a model file.
   *
   * @param subject one input, then affine nodes and rectifiers that each read the node before; the
   *     last node is the output
   * @param inputShape without the batch axis
   */
  public static Network network(Subject subject, Indices inputShape) {
    NetworkBuilder builder = new NetworkBuilder();
    int last = builder.input(new TensorInfo("x", inputShape));
    Indices shape = inputShape;
    for (Node node : subject.nodes().subList(1, subject.nodes().size())) {
      shape = shape(node, shape);
      last = builder.add(node, label(node, last + 1), shape);
    }
    builder.output(last, new TensorInfo("y", shape));
    return builder.build("built", "-");
  }

  /**
   * The certificate for the network as read back from its file.
   *
   * @param stored the network that an ONNX reader made of the written file
   * @throws IllegalArgumentException if it is not the same function node by node
   */
  public Certificate certificateFor(Network stored) {
    if (!stored.subject().equals(network.subject())) {
      throw new IllegalArgumentException(
          "A certificate requires the network that was built but the file holds another one.");
    }
    return new Certificate(
        stored.subject(),
        certificate.domain(),
        certificate.proof(),
        stored.digest(),
        List.copyOf(stored.assumptions()));
  }

  private static Indices shape(Node node, Indices before) {
    if (node instanceof Node.Convolution c) {
      return shape(c.geometry());
    }
    if (node instanceof Node.TransposedConvolution c) {
      return shape(c.geometry());
    }
    return node instanceof Node.Affine ? Indices.of(node.size()) : before;
  }

  private static Indices shape(ConvolutionGeometry geometry) {
    int[] space = geometry.outShape().toArray();
    int[] shape = new int[space.length + 1];
    shape[0] = geometry.outChannels();
    System.arraycopy(space, 0, shape, 1, space.length);
    return Indices.of(shape);
  }

  private static String label(Node node, int number) {
    String kind = "Relu";
    if (node instanceof Node.Affine) {
      kind = "Gemm";
    } else if (node instanceof Node.Convolution) {
      kind = "Conv";
    } else if (node instanceof Node.TransposedConvolution) {
      kind = "ConvTranspose";
    }
    return "%s '%s%d'".formatted(kind, kind.toLowerCase(java.util.Locale.ROOT), number);
  }
}
