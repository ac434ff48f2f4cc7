package org.preimage.construction;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.preimage.certificate.Certificate;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Indices;
import org.preimage.certificate.LayerProof;
import org.preimage.certificate.Node;
import org.preimage.certificate.Proof;
import org.preimage.certificate.Subject;

/** A function built to be injective on Rⁿ and the proof that it is. */
public record Construction(Subject subject, Proof.Layerwise proof) {
  /**
   * The composition of layers, each followed by ReLU. Node 0 is the input, layer k (from 0) is
   * nodes 2k + 1 (affine) and 2k + 2 (ReLU), the last node is the output.
   *
   * @param layers in order of execution, at least one
   * @throws IllegalArgumentException if there is no layer or sizes do not fit
   */
  public static Construction chain(List<InjectiveLayer> layers) {
    if (layers.isEmpty()) {
      throw new IllegalArgumentException(
          "A network requires at least one layer but received none.");
    }
    List<Node> nodes = new ArrayList<>();
    TreeMap<Integer, LayerProof> stages = new TreeMap<>();
    nodes.add(new Node.Input(layers.get(0).inputs()));
    for (InjectiveLayer layer : layers) {
      int affine = nodes.size();
      stages.put(affine, layer.proof());
      nodes.add(layer.affineReading(affine - 1));
      nodes.add(Node.Rectifier.relu(affine, layer.outputs()));
    }
    Subject subject = new Subject(nodes, Indices.of(nodes.size() - 1));
    return new Construction(subject, new Proof.Layerwise(stages));
  }

  /** Number of inputs. */
  public int inputs() {
    return subject.inputSize();
  }

  /**
   * The claim that the function is injective on Rⁿ, with the proof.
   *
   * @param modelDigest SHA-256 of the model file in lower-case hex, or "-"
   */
  public Certificate certificate(String modelDigest) {
    return new Certificate(subject, Domain.wholeSpace(inputs()), proof, modelDigest, List.of());
  }
}
