package org.preimage.benchmarks.figures;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.generative.Activation;
import org.preimage.generative.BlockForm;
import org.preimage.generative.GeneratorPlan;
import org.preimage.linalg.SingularValues;
import org.preimage.network.Network;
import org.preimage.random.SeedStream;

/**
 * Ma, Ayaz, Karaman 2018, Fig. 2: the matrix of a transposed convolution whose stride is its
 * kernel, before and after the permutation that makes it block diagonal; and what that saves.
 */
public final class BlockPermutation {
  private static final int ZOOM = 4;
  private static final int GAP = 24;
  private static final int REPEATS = 5;

  private BlockPermutation() {}

  /** Argument: the picture to write. */
  public static void main(String[] args) throws IOException {
    PrintStream out = System.out;
    draw(layer(3, 2, 4, 2), Path.of(args[0]));
    out.println(
        "singular values, whole and by block, in CPU milliseconds (best of " + REPEATS + ")");
    for (int side : new int[] {2, 4, 8}) {
      measure(layer(16, 4, side, 3), out);
    }
  }

  /** Channels in and out, side of the input, kernel and stride. */
  private static Network layer(int in, int outs, int side, int kernel) {
    return GeneratorPlan.defaults()
        .withChannels(in, outs)
        .withSpace(Indices.of(side, side), Indices.of(kernel, kernel), Indices.of(kernel, kernel))
        .withActivations(Activation.IDENTITY, Activation.IDENTITY)
        .draw(SeedStream.of(1));
  }

  private static BlockForm form(Network network) {
    return BlockForm.of((Node.TransposedConvolution) network.subject().nodes().get(1))
        .orElseThrow();
  }

  private static double[][] matrix(Network network) {
    double[][] matrix = new double[network.outputSize()][network.inputSize()];
    for (int j = 0; j < network.inputSize(); j++) {
      double[] unit = new double[network.inputSize()];
      unit[j] = 1;
      double[] column = network.evaluate(unit);
      for (int i = 0; i < column.length; i++) {
        matrix[i][j] = column[i];
      }
    }
    return matrix;
  }

  private static void measure(Network network, PrintStream out) {
    double[][] whole = matrix(network);
    double[][] block = form(network).block();
    double[] all = SingularValues.of(whole);
    double[] few = SingularValues.of(block);
    double difference =
        Math.max(Math.abs(all[0] - few[0]), Math.abs(all[all.length - 1] - few[few.length - 1]));
    double slow = milliseconds(() -> SingularValues.of(whole));
    double fast = milliseconds(() -> SingularValues.of(block));
    out.printf(
        Locale.ROOT,
        "%5d x %4d: %9.3f    %3d x %2d: %6.3f    ratio %.0f, extreme values agree to %.1e%n",
        whole.length,
        whole[0].length,
        slow,
        block.length,
        block[0].length,
        fast,
        slow / fast,
        difference);
  }

  private static double milliseconds(Runnable work) {
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < REPEATS; k++) {
      long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      work.run();
      long end = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      least = Math.min(least, (end - start) * 1e-6);
    }
    return least;
  }

  private static void draw(Network network, Path file) throws IOException {
    double[][] matrix = matrix(network);
    BlockForm form = form(network);
    int[] rows = form.rowOrder();
    int[] columns = form.columnOrder();
    int width = columns.length * ZOOM;
    BufferedImage picture =
        new BufferedImage(2 * width + GAP, rows.length * ZOOM, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        picture.setRGB(x, y, 0xffffff);
      }
    }
    for (int i = 0; i < rows.length * ZOOM; i++) {
      for (int j = 0; j < width; j++) {
        picture.setRGB(j, i, color(matrix[i / ZOOM][j / ZOOM]));
        picture.setRGB(width + GAP + j, i, color(matrix[rows[i / ZOOM]][columns[j / ZOOM]]));
      }
    }
    ImageIO.write(picture, "png", file.toFile());
  }

  /** Grey is no entry; orange above and blue below zero. */
  private static int color(double weight) {
    if (weight == 0) {
      return 0xe8e8e8;
    }
    float strength = (float) Math.min(1, 0.25 + Math.abs(weight) / 2);
    return Color.HSBtoRGB(weight > 0 ? 0.07f : 0.58f, strength, 0.9f) & 0xffffff;
  }
}
