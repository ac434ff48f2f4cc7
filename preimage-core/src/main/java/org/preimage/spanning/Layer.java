package org.preimage.spanning;

import java.util.BitSet;
import org.preimage.certificate.Domain;
import org.preimage.linalg.SparseRows;

/**
 * The layer x ↦ σ(Wx + b) on a domain, with W of m × n. Rows with a one-to-one activation count as
 * active everywhere; the others are ReLU rows.
 */
public final class Layer {
  private final SparseRows weights;
  private final double[] bias;
  private final BitSet alwaysActive;
  private final Domain domain;

  /**
   * A layer.
   *
   * @param weights W, m × n
   * @param bias b, length m
   * @param alwaysActive rows whose activation is one-to-one
   * @param domain of dimension n
   */
  public Layer(SparseRows weights, double[] bias, BitSet alwaysActive, Domain domain) {
    if (weights.rows() != bias.length || weights.columns() != domain.size()) {
      throw new IllegalArgumentException(
          "A layer requires fitting sizes but received W "
              + weights.rows()
              + " × "
              + weights.columns()
              + ", "
              + bias.length
              + " biases and a domain of dimension "
              + domain.size()
              + ".");
    }
    this.weights = weights;
    this.bias = bias.clone();
    this.alwaysActive = (BitSet) alwaysActive.clone();
    this.domain = domain;
  }

  /** A pure ReLU layer with dense weights. */
  public static Layer relu(double[][] weights, double[] bias, Domain domain) {
    SparseRows.Builder builder = new SparseRows.Builder(domain.size());
    for (double[] row : weights) {
      builder.addDense(row);
    }
    return new Layer(builder.build(), bias, new BitSet(), domain);
  }

  /** W. */
  public SparseRows weights() {
    return weights;
  }

  /** m. */
  public int outputs() {
    return weights.rows();
  }

  /** n. */
  public int inputs() {
    return weights.columns();
  }

  /** b_i. */
  public double bias(int i) {
    return bias[i];
  }

  public boolean isAlwaysActive(int i) {
    return alwaysActive.get(i);
  }

  /** Number of rows that are active everywhere. */
  public int alwaysActiveCount() {
    return alwaysActive.cardinality();
  }

  public Domain domain() {
    return domain;
  }

  /** Whether every bias of a ReLU row is zero. */
  public boolean isHomogeneous() {
    for (double b : bias) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  /** Wx + b in binary64. */
  public double[] preActivations(double[] x) {
    double[] z = weights.times(x);
    for (int i = 0; i < z.length; i++) {
      z[i] += bias[i];
    }
    return z;
  }

  /** The layer of some rows and columns, renumbered in the order listed, on a domain of its own. */
  public Layer restrictedTo(int[] rows, int[] columns, Domain newDomain) {
    int[] position = new int[inputs()];
    java.util.Arrays.fill(position, -1);
    for (int k = 0; k < columns.length; k++) {
      position[columns[k]] = k;
    }
    double[] newBias = new double[rows.length];
    BitSet newAlways = new BitSet();
    for (int k = 0; k < rows.length; k++) {
      newBias[k] = bias[rows[k]];
      newAlways.set(k, alwaysActive.get(rows[k]));
    }
    return new Layer(
        weights.restrictedTo(rows, position, columns.length), newBias, newAlways, newDomain);
  }
}
