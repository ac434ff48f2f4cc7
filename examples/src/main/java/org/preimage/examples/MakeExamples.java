package org.preimage.examples;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Subject;
import org.preimage.certificate.Weights;
import org.preimage.construction.BuildPlan;
import org.preimage.construction.ConstructedNetwork;
import org.preimage.construction.ConvolutionPlan;
import org.preimage.construction.DensePlan;
import org.preimage.construction.LayerStyle;
import org.preimage.construction.RowOrder;
import org.preimage.onnx.OnnxWriter;
import org.preimage.random.SeedStream;
import org.preimage.random.WeightEnsemble;

/** Writes the models in this folder; the same bytes every time. */
public final class MakeExamples {
  private static final LayerStyle TRAINED_LOOK =
      LayerStyle.defaults().withBiasScale(0.5).withOrder(RowOrder.SHUFFLED);

  private MakeExamples() {}

  /**
   * The whole program.
   *
   * @param args the folder to write into
   */
  public static void main(String[] args) {
    Path folder = Path.of(args[0]);
    write(decoder(), folder.resolve("decoder-injective.onnx"));
    write(upsampling(), folder.resolve("convolution-injective.onnx"));
    write(bottleneck(), Indices.of(2), folder.resolve("decoder-gaussian.onnx"));
    write(almostInjective(), Indices.of(4), folder.resolve("layer-perturbed.onnx"));
  }

  /** 2 → 6 → 14 → 30 with biases and shuffled rows: injective. */
  static BuildPlan decoder() {
    return DensePlan.defaults().withWidths(2, 6, 14, 30).withStyle(TRAINED_LOOK).withSeed(1);
  }

  /** Two transposed convolutions, 8 × 2 × 2 → 4 × 4 × 4 → 2 × 8 × 8: injective. */
  static BuildPlan upsampling() {
    return ConvolutionPlan.defaults()
        .withChannels(8, 4, 2)
        .withSpace(Indices.of(2, 2), Indices.of(4, 4), Indices.of(2, 2))
        .withDirection(ConvolutionPlan.Direction.TRANSPOSED)
        .withStyle(TRAINED_LOOK)
        .withSeed(1);
  }

  /** Gaussian 2 → 8 → 6 → 20: the hidden layer narrows, and the network is not injective. */
  static Subject bottleneck() {
    int[] widths = {2, 8, 6, 20};
    SeedStream seeds = SeedStream.of(1);
    List<Node> nodes = new ArrayList<>(List.of(new Node.Input(2)));
    for (int k = 1; k < widths.length; k++) {
      double[] w = WeightEnsemble.GAUSSIAN.draw(widths[k], widths[k - 1], seeds.child(k).numbers());
      addLayer(nodes, w, new double[widths[k]]);
    }
    return new Subject(nodes, Indices.of(nodes.size() - 1));
  }

  /** [B; −DB] with 1e−6 added to one weight: looks injective, is not. */
  static Subject almostInjective() {
    Subject exact = DensePlan.defaults().withWidths(4, 8).withSeed(3).construct().subject();
    Node.Affine affine = (Node.Affine) exact.nodes().get(1);
    double[] w = affine.weights().toArray();
    w[w.length - 1] += 1e-6;
    List<Node> nodes = new ArrayList<>(List.of(exact.nodes().get(0)));
    addLayer(nodes, w, affine.bias().toArray());
    return new Subject(nodes, exact.outputs());
  }

  private static void addLayer(List<Node> nodes, double[] w, double[] b) {
    for (int k = 0; k < w.length; k++) {
      w[k] = (float) w[k];
    }
    int affine = nodes.size();
    nodes.add(new Node.Affine(affine - 1, Weights.of(w), Weights.of(b)));
    nodes.add(Node.Rectifier.relu(affine, b.length));
  }

  private static void write(BuildPlan plan, Path file) {
    OnnxWriter.write(ConstructedNetwork.build(plan).network(), file);
  }

  private static void write(Subject subject, Indices inputShape, Path file) {
    OnnxWriter.write(ConstructedNetwork.network(subject, inputShape), file);
  }
}
