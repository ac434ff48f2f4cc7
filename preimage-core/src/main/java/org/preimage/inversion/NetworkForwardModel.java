package org.preimage.inversion;

import org.preimage.network.Network;

/**
 * A network as forward model, in binary64 and without native libraries. The derivatives are forward
 * mode: a pass through the network a latent coordinate. Safe for use by several threads.
 */
public final class NetworkForwardModel implements ForwardModel {
  private final Network network;

  private NetworkForwardModel(Network network) {
    this.network = network;
  }

  /** All outputs of a network. */
  public static NetworkForwardModel of(Network network) {
    return new NetworkForwardModel(network);
  }

  @Override
  public int latentSize() {
    return network.inputSize();
  }

  @Override
  public int outputSize() {
    return network.outputSize();
  }

  @Override
  public double[][] values(double[][] codes) {
    Batches.require(codes, latentSize(), "codes");
    double[][] values = new double[codes.length][];
    for (int k = 0; k < codes.length; k++) {
      values[k] = network.evaluate(codes[k]);
    }
    return values;
  }

  @Override
  public Linearization[] linearize(double[][] codes) {
    Batches.require(codes, latentSize(), "codes");
    Linearization[] all = new Linearization[codes.length];
    for (int k = 0; k < codes.length; k++) {
      double[][] trace = network.trace(codes[k]);
      int n = latentSize();
      double[] jacobian = new double[outputSize() * n];
      double[] direction = new double[n];
      for (int j = 0; j < n; j++) {
        direction[j] = 1;
        double[] column = outputs(network.derivative(trace, direction));
        direction[j] = 0;
        for (int i = 0; i < column.length; i++) {
          jacobian[i * n + j] = column[i];
        }
      }
      all[k] = new Linearization(outputs(trace), jacobian);
    }
    return all;
  }

  @Override
  public double[][] pullback(double[][] codes, double[][] cotangents) {
    Batches.require(codes, latentSize(), "codes");
    Batches.require(cotangents, codes.length, outputSize(), "cotangents");
    Linearization[] all = linearize(codes);
    int n = latentSize();
    double[][] gradients = new double[codes.length][n];
    for (int k = 0; k < codes.length; k++) {
      for (int i = 0; i < outputSize(); i++) {
        for (int j = 0; j < n; j++) {
          gradients[k][j] += cotangents[k][i] * all[k].jacobian()[i * n + j];
        }
      }
    }
    return gradients;
  }

  @Override
  public ForwardModel restrictedTo(int[] outputs) {
    return new NetworkForwardModel(network.restrictedTo(outputs));
  }

  /** There is no faster one. */
  @Override
  public ForwardModel rough() {
    return new NetworkForwardModel(network);
  }

  @Override
  public void close() {}

  private double[] outputs(double[][] nodes) {
    double[] all = new double[outputSize()];
    int at = 0;
    for (int end : network.subject().outputs().toArray()) {
      System.arraycopy(nodes[end], 0, all, at, nodes[end].length);
      at += nodes[end].length;
    }
    return all;
  }
}
