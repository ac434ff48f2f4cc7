package org.preimage.inversion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;
import org.preimage.certificate.Node;
import org.preimage.network.Network;

/**
 * A chain of affine maps and elementwise functions as forward model, in binary64 and without native
 * libraries. Tangents of all latent coordinates travel together, and units whose derivative is zero
 * cost nothing, nor do rows of the last map that are not observed. Safe for use by several threads.
 */
public final class DenseForwardModel implements ForwardModel {
  private final List<DenseStage> stages;

  private DenseForwardModel(List<DenseStage> stages) {
    this.stages = stages;
  }

  /** The model of a network, or nothing when the network is not such a chain. */
  public static Optional<ForwardModel> of(Network network) {
    List<Node> nodes = network.subject().nodes();
    List<DenseStage> stages = new ArrayList<>();
    boolean chain =
        nodes.get(0) instanceof Node.Input
            && network.subject().outputs().size() == 1
            && network.subject().outputs().get(0) == nodes.size() - 1;
    for (int k = 1; chain && k < nodes.size(); k++) {
      Node node = nodes.get(k);
      chain = node.sources().size() == 1 && node.sources().get(0) == k - 1;
      if (!chain) {
        break;
      }
      if (node instanceof Node.Affine n) {
        stages.add(DenseStage.of(n));
      } else if (node instanceof Node.Rectifier n && n.slopes().size() == 1 && !stages.isEmpty()) {
        chain = replaceLast(stages, new Readout.Rectified(n.slopes().get(0)));
      } else if (node instanceof Node.OneToOne && !stages.isEmpty()) {
        chain =
            replaceLast(stages, new Readout.Curve(network.elementwiseFunction(k).orElseThrow()));
      } else {
        chain = false;
      }
    }
    return chain && !stages.isEmpty()
        ? Optional.of(new DenseForwardModel(List.copyOf(stages)))
        : Optional.empty();
  }

  /** Says whether there was no function yet. */
  private static boolean replaceLast(List<DenseStage> stages, Readout function) {
    DenseStage last = stages.get(stages.size() - 1);
    stages.set(stages.size() - 1, last.followedBy(function));
    return last.isAffine();
  }

  @Override
  public int latentSize() {
    return stages.get(0).inputs();
  }

  @Override
  public int outputSize() {
    return stages.get(stages.size() - 1).outputs();
  }

  @Override
  public double[][] values(double[][] codes) {
    double[][] values = new double[codes.length][];
    for (int k = 0; k < codes.length; k++) {
      double[] x = codes[k];
      for (DenseStage stage : stages) {
        x = stage.functionValues(stage.affineValues(x));
      }
      values[k] = x;
    }
    return values;
  }

  @Override
  public Linearization[] linearize(double[][] codes) {
    return Arrays.stream(codes)
        .map(code -> linearize(code, value -> true))
        .toArray(Linearization[]::new);
  }

  @Override
  public Linearization linearize(double[] code, DoublePredicate matters) {
    int n = code.length;
    DenseStage last = stages.get(stages.size() - 1);
    double[] x = code;
    double[] tangents = new double[n * n];
    for (int j = 0; j < n; j++) {
      tangents[j * n + j] = 1;
    }
    for (DenseStage stage : stages) {
      double[] p = stage.affineValues(x);
      double[] slopes = stage.functionSlopes(p);
      x = stage.functionValues(p);
      for (int i = 0; stage == last && i < slopes.length; i++) {
        slopes[i] = matters.test(x[i]) ? slopes[i] : 0;
      }
      tangents = stage.tangents(tangents, n, slopes);
    }
    return new Linearization(x, tangents);
  }

  @Override
  public double[][] pullback(double[][] codes, double[][] cotangents) {
    double[][] gradients = new double[codes.length][];
    for (int k = 0; k < codes.length; k++) {
      List<double[]> slopes = new ArrayList<>();
      double[] x = codes[k];
      for (DenseStage stage : stages) {
        double[] p = stage.affineValues(x);
        slopes.add(stage.functionSlopes(p));
        x = stage.functionValues(p);
      }
      double[] c = cotangents[k];
      for (int s = stages.size() - 1; s >= 0; s--) {
        c = stages.get(s).cotangents(c, slopes.get(s));
      }
      gradients[k] = c;
    }
    return gradients;
  }

  @Override
  public ForwardModel restrictedTo(int[] outputs) {
    List<DenseStage> restricted = new ArrayList<>(stages);
    int last = stages.size() - 1;
    restricted.set(last, stages.get(last).restrictedTo(outputs));
    return new DenseForwardModel(List.copyOf(restricted));
  }

  /** There is no faster one. */
  @Override
  public ForwardModel rough() {
    return new DenseForwardModel(stages);
  }

  @Override
  public void close() {}
}
