package org.preimage.benchmarks.figures;

import java.awt.Color;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.preimage.random.RandomNumbers;
import org.preimage.random.SeedStream;

/**
 * Puthawala, Kothari, Lassas, Dokmanić, de Hoop 2022, Fig. 6: a random layer with c = 2.1 is not
 * injective at inputs between digits and x₀ = −(1/m) Σ w_j/‖w_j‖, and there reconstructions from
 * noisy outputs are poor.
 */
public final class InterpolatedDigits {
  private static final int SIDE = 28;
  private static final int N = SIDE * SIDE;
  private static final int M = 1646;
  private static final int GRID = 5;
  private static final int SEEDS = 4;
  private static final int STARTS = 10;
  private static final double[] DECIBELS = {10, 20, 40};

  private InterpolatedDigits() {}

  /** Arguments: the IDX file of images, the folder for the pictures, and perhaps a seed. */
  public static void main(String[] args) throws IOException {
    PrintStream out = System.out;
    Path folder = Files.createDirectories(Path.of(args[1]));
    long seed = args.length > 2 ? Long.parseLong(args[2]) : 1;
    IdxImages digits = IdxImages.read(Path.of(args[0]));
    RandomLayer layer = new RandomLayer(M, N, SeedStream.of(seed).child("weights"));
    double[][][] grid = grid(layer, digits.image(0), digits.image(1));
    drawGrid(layer, grid, out).write(folder.resolve("interpolated-digits.png"));
    List<double[]> chosen = List.of(grid[0][0], grid[2][2], grid[0][GRID - 1]);
    for (double decibel : DECIBELS) {
      for (boolean normal : new boolean[] {false, true}) {
        String name =
            String.format(
                Locale.ROOT,
                "interpolated-digits-%.0f-dB%s.png",
                decibel,
                normal ? "-normal-starts" : "");
        drawReconstructions(layer, chosen, decibel, normal, SeedStream.of(seed), out)
            .write(folder.resolve(name));
      }
    }
  }

  /** Corners x₀, x₁, x₂, x₁ + x₂, bilinear between; x₀ is as long as x₁, or it would not show. */
  private static double[][][] grid(RandomLayer layer, double[] x1, double[] x2) {
    double[] x0 = layer.against();
    double scale = norm(x1) / norm(x0);
    double[][][] grid = new double[GRID][GRID][N];
    for (int i = 0; i < GRID; i++) {
      for (int k = 0; k < GRID; k++) {
        double s = k / (GRID - 1.0);
        double t = i / (GRID - 1.0);
        for (int j = 0; j < N; j++) {
          grid[i][k][j] =
              (1 - s) * (1 - t) * scale * x0[j]
                  + s * (1 - t) * x1[j]
                  + (1 - s) * t * x2[j]
                  + s * t * (x1[j] + x2[j]);
        }
      }
    }
    return grid;
  }

  private static Sheet drawGrid(RandomLayer layer, double[][][] grid, PrintStream out) {
    Sheet sheet = new Sheet(GRID, GRID, SIDE, SIDE, 3);
    out.println("active rows of " + M + ", red below " + N + ":");
    for (int i = 0; i < GRID; i++) {
      for (int k = 0; k < GRID; k++) {
        int active = layer.active(grid[i][k]);
        sheet.put(i, k, grid[i][k]);
        if (active < N) {
          sheet.frame(i, k, Color.RED);
        }
        out.printf(Locale.ROOT, "%6d%s", active, active < N ? "*" : " ");
      }
      out.println();
    }
    return sheet;
  }

  /**
   * Truth, then the best of several starts for each of several noises.
   *
   * @param normal whether starts are standard normal, three times as long as digits, instead of as
   *     long as inputs with such an output are
   */
  private static Sheet drawReconstructions(
      RandomLayer layer,
      List<double[]> chosen,
      double decibel,
      boolean normal,
      SeedStream seed,
      PrintStream out) {
    Sheet sheet = new Sheet(chosen.size(), 1 + SEEDS, SIDE, SIDE, 3);
    out.printf(
        Locale.ROOT,
        "relative errors at %.0f dB, best of %d %s starts:%n",
        decibel,
        STARTS,
        normal ? "standard normal" : "usually long");
    for (int i = 0; i < chosen.size(); i++) {
      double[] x = chosen.get(i);
      sheet.put(i, 0, x);
      out.printf(Locale.ROOT, "%5d active:", layer.active(x));
      for (int k = 0; k < SEEDS; k++) {
        double[] y = noisy(layer.value(x), decibel, seed.child("noise").child(k).numbers());
        double deviation = normal ? 1 : layer.usualDeviation(y);
        double[] found = layer.fitted(y, deviation, STARTS, seed.child("starts").child(k));
        sheet.put(i, 1 + k, found);
        out.printf(Locale.ROOT, " %.3f", distance(found, x) / norm(x));
      }
      out.println();
    }
    return sheet;
  }

  private static double[] noisy(double[] y, double decibel, RandomNumbers numbers) {
    double deviation = norm(y) / Math.sqrt(y.length) * Math.pow(10, -decibel / 20);
    double[] noisy = y.clone();
    for (int i = 0; i < noisy.length; i++) {
      noisy[i] += deviation * numbers.nextGaussian();
    }
    return noisy;
  }

  private static double norm(double[] x) {
    return Math.sqrt(Arrays.stream(x).map(v -> v * v).sum());
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += (a[j] - b[j]) * (a[j] - b[j]);
    }
    return Math.sqrt(sum);
  }
}
