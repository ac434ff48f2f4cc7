package org.preimage.inversion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.preimage.certificate.Node;
import org.preimage.linalg.LeastSquares;
import org.preimage.linalg.SparseRows;
import org.preimage.network.Network;
import org.preimage.network.NodeRows;

/** A network as alternating affine maps and elementwise functions, the maps row by row. */
final class LayerChain {
  /** Larger maps would not fit a dense factorisation. */
  private static final long MOST_ENTRIES = 20_000_000;

  /**
   * One layer x ↦ f(Wx + b).
   *
   * @param source node whose value is x
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Layer(int source, SparseRows weights, double[] bias, Readout function) {}

  private LayerChain() {}

  /** The layers from input to output, or nothing when the network is no such chain. */
  static Optional<List<Layer>> of(Network network) {
    List<Node> nodes = network.subject().nodes();
    List<Layer> layers = new ArrayList<>();
    if (!(nodes.get(0) instanceof Node.Input) || network.subject().outputs().size() != 1) {
      return Optional.empty();
    }
    for (int k = 1; k < nodes.size(); k++) {
      Node node = nodes.get(k);
      if (node.sources().size() != 1 || node.sources().get(0) != k - 1) {
        return Optional.empty();
      }
      if (NodeRows.isAffine(node)) {
        if ((long) NodeRows.inputs(node) * node.size() > MOST_ENTRIES) {
          return Optional.empty();
        }
        layers.add(
            new Layer(k - 1, NodeRows.weights(node), NodeRows.bias(node), new Readout.Identity()));
      } else if (!layers.isEmpty() && function(network, k).isPresent()) {
        Layer last = layers.remove(layers.size() - 1);
        if (!(last.function() instanceof Readout.Identity)) {
          return Optional.empty();
        }
        layers.add(
            new Layer(
                last.source(), last.weights(), last.bias(), function(network, k).orElseThrow()));
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(List.copyOf(layers));
  }

  private static Optional<Readout> function(Network network, int k) {
    Node node = network.subject().nodes().get(k);
    if (node instanceof Node.Rectifier n && n.slopes().size() == 1) {
      return Optional.of(new Readout.Rectified(n.slopes().get(0)));
    }
    return network.elementwiseFunction(k).map(Readout.Curve::new);
  }

  /**
   * What is known about the input x of a layer from some of its outputs: the solution of the
   * equations of the active outputs, or nothing when they leave x open.
   *
   * @param rows numbers of the known outputs
   * @param data one value a known output
   * @param uncertainty below which the output of a ReLU counts as zero
   */
  static Optional<double[]> inputs(Layer layer, int[] rows, double[] data, double uncertainty) {
    boolean relu = layer.function() instanceof Readout.Rectified r && r.negativeSlope() == 0;
    int n = layer.weights().columns();
    int[] active = new int[rows.length];
    int count = 0;
    for (int i = 0; i < rows.length; i++) {
      double p = layer.function().inverse(data[i]);
      boolean known = Double.isFinite(p) && layer.function().slope(p) > 1e-8;
      if (relu ? data[i] > uncertainty : known) {
        active[count++] = i;
      }
    }
    if (count < n) {
      return Optional.empty();
    }
    double[] matrix = new double[Math.multiplyExact(count, n)];
    double[] right = new double[count];
    for (int k = 0; k < count; k++) {
      int i = active[k];
      double p = layer.function().inverse(data[i]);
      double weight =
          layer.function() instanceof Readout.Curve
              ? layer.function().slope(p) / (layer.function().slope(p) + 1e-6)
              : 1;
      right[k] = weight * (p - layer.bias()[rows[i]]);
      double[] row = layer.weights().denseRow(rows[i]);
      for (int j = 0; j < n; j++) {
        matrix[j * count + k] = weight * row[j];
      }
    }
    return LeastSquares.solve(matrix, n, right);
  }

  /** Negative and tiny entries of what a ReLU yielded are rounding; they become 0. */
  static double[] rectified(double[] x, double uncertainty) {
    double largest = Arrays.stream(x).map(Math::abs).max().orElse(0);
    double zero = Math.max(uncertainty, 1e-9 * largest);
    return Arrays.stream(x).map(v -> v <= zero ? 0 : v).toArray();
  }
}
