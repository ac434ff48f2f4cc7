package org.preimage.inversion;

import java.util.stream.IntStream;
import org.preimage.network.Network;

/**
 * A network as forward model, in binary64 and without native libraries. The derivatives are forward
 * mode: a pass through the network a latent coordinate. Safe for use by several threads.
 */
public final class NetworkForwardModel implements ForwardModel {
  private final Network network;
  private final int[] outputs;

  private NetworkForwardModel(Network network, int[] outputs) {
    this.network = network;
    this.outputs = outputs;
  }

  /** All outputs of a network. */
  public static NetworkForwardModel of(Network network) {
    return new NetworkForwardModel(network, IntStream.range(0, network.outputSize()).toArray());
  }

  @Override
  public int latentSize() {
    return network.inputSize();
  }

  @Override
  public int outputSize() {
    return outputs.length;
  }

  @Override
  public double[][] values(double[][] codes) {
    double[][] values = new double[codes.length][];
    for (int k = 0; k < codes.length; k++) {
      values[k] = observed(network.trace(codes[k]));
    }
    return values;
  }

  @Override
  public Linearization[] linearize(double[][] codes) {
    Linearization[] all = new Linearization[codes.length];
    for (int k = 0; k < codes.length; k++) {
      double[][] trace = network.trace(codes[k]);
      int n = latentSize();
      double[] jacobian = new double[outputs.length * n];
      double[] direction = new double[n];
      for (int j = 0; j < n; j++) {
        direction[j] = 1;
        double[] column = observed(network.derivative(trace, direction));
        direction[j] = 0;
        for (int i = 0; i < column.length; i++) {
          jacobian[i * n + j] = column[i];
        }
      }
      all[k] = new Linearization(observed(trace), jacobian);
    }
    return all;
  }

  @Override
  public double[][] pullback(double[][] codes, double[][] cotangents) {
    Linearization[] all = linearize(codes);
    int n = latentSize();
    double[][] gradients = new double[codes.length][n];
    for (int k = 0; k < codes.length; k++) {
      for (int i = 0; i < outputs.length; i++) {
        for (int j = 0; j < n; j++) {
          gradients[k][j] += cotangents[k][i] * all[k].jacobian()[i * n + j];
        }
      }
    }
    return gradients;
  }

  @Override
  public ForwardModel restrictedTo(int[] chosen) {
    return new NetworkForwardModel(network, IntStream.of(chosen).map(i -> outputs[i]).toArray());
  }

  @Override
  public void close() {}

  private double[] observed(double[][] nodes) {
    double[] all = new double[network.outputSize()];
    int at = 0;
    for (int k = 0; k < network.subject().outputs().size(); k++) {
      double[] part = nodes[network.subject().outputs().get(k)];
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return IntStream.of(outputs).mapToDouble(i -> all[i]).toArray();
  }
}
