package org.preimage.generative;

import java.util.Arrays;
import java.util.Optional;
import org.preimage.certificate.ConvolutionGeometry;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;

/**
 * A transposed convolution whose stride is its kernel, after a permutation of rows and columns: a
 * block diagonal matrix with one small dense block, repeated once a position of the input (Ma,
 * Ayaz, Karaman 2018, Fig. 2). Rank, singular values and injectivity with ReLU (without biases) are
 * those of the block.
 *
 * <p>The block has a row for each output channel and kernel offset and a column for each input
 * channel.
 */
public final class BlockForm {
  private final double[][] block;
  private final int[] rowOrder;
  private final int[] columnOrder;
  private final int copies;

  private BlockForm(double[][] block, int[] rowOrder, int[] columnOrder, int copies) {
    this.block = block;
    this.rowOrder = rowOrder;
    this.columnOrder = columnOrder;
    this.copies = copies;
  }

  /**
   * The form of a layer; empty where kernels overlap, leave gaps, are cut off or come in groups.
   */
  public static Optional<BlockForm> of(Node.TransposedConvolution layer) {
    ConvolutionGeometry g = layer.geometry();
    boolean tiles =
        g.groups() == 1
            && g.strides().equals(g.kernelShape())
            && all(g.pads(), 0)
            && all(g.dilations(), 1)
            && volume(g.outShape()) == (long) volume(g.inShape()) * volume(g.kernelShape());
    return tiles ? Optional.of(tiling(layer)) : Optional.empty();
  }

  /** The dense block, one array a row. */
  public double[][] block() {
    return Arrays.stream(block).map(double[]::clone).toArray(double[][]::new);
  }

  /** How often the block occurs: positions of the input. */
  public int copies() {
    return copies;
  }

  /** Row k of the permuted matrix is this row of the layer's. */
  public int[] rowOrder() {
    return rowOrder.clone();
  }

  /** Column k of the permuted matrix is this column of the layer's. */
  public int[] columnOrder() {
    return columnOrder.clone();
  }

  /**
   * W x without the biases, block after block.
   *
   * @throws IllegalArgumentException if x does not have a number for each column
   */
  public double[] apply(double[] x) {
    if (x.length != columnOrder.length) {
      throw new IllegalArgumentException(
          "A block form requires %d numbers but received %d."
              .formatted(columnOrder.length, x.length));
    }
    double[] y = new double[rowOrder.length];
    int columns = block[0].length;
    double[] part = new double[columns];
    for (int copy = 0; copy < copies; copy++) {
      for (int c = 0; c < columns; c++) {
        part[c] = x[columnOrder[copy * columns + c]];
      }
      for (int r = 0; r < block.length; r++) {
        double sum = 0;
        for (int c = 0; c < columns; c++) {
          sum += block[r][c] * part[c];
        }
        y[rowOrder[copy * block.length + r]] = sum;
      }
    }
    return y;
  }

  private static BlockForm tiling(Node.TransposedConvolution layer) {
    ConvolutionGeometry g = layer.geometry();
    int taps = volume(g.kernelShape());
    int positions = volume(g.inShape());
    int outs = g.outChannels();
    double[][] block = new double[outs * taps][g.inChannels()];
    for (int c = 0; c < g.inChannels(); c++) {
      for (int r = 0; r < block.length; r++) {
        block[r][c] = layer.kernel().get(c * block.length + r);
      }
    }
    int[] rows = new int[positions * block.length];
    int[] columns = new int[positions * g.inChannels()];
    for (int p = 0; p < positions; p++) {
      for (int c = 0; c < g.inChannels(); c++) {
        columns[p * g.inChannels() + c] = c * positions + p;
      }
      for (int r = 0; r < block.length; r++) {
        rows[p * block.length + r] = r / taps * positions * taps + pixel(g, p, r % taps);
      }
    }
    return new BlockForm(block, rows, columns, positions);
  }

  /** Where kernel offset {@code tap} of input position {@code p} lands in an output channel. */
  private static int pixel(ConvolutionGeometry g, int p, int tap) {
    int pixel = 0;
    int scale = 1;
    int position = p;
    int offset = tap;
    for (int a = g.inShape().size() - 1; a >= 0; a--) {
      int k = g.kernelShape().get(a);
      int at = position % g.inShape().get(a) * k + offset % k;
      pixel += at * scale;
      scale *= g.outShape().get(a);
      position /= g.inShape().get(a);
      offset /= k;
    }
    return pixel;
  }

  private static int volume(Indices shape) {
    return ConvolutionGeometry.volume(shape);
  }

  private static boolean all(Indices values, int wanted) {
    return Arrays.stream(values.toArray()).allMatch(value -> value == wanted);
  }
}
