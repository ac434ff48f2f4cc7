package org.preimage.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.preimage.certificate.Certificate;
import org.preimage.certificate.Domain;
import org.preimage.certificate.LayerProof;
import org.preimage.certificate.Proof;
import org.preimage.onnx.ArrayFile;
import org.preimage.onnx.NumberArray;
import org.preimage.spanning.Layer;
import org.preimage.spanning.LayerClaims;
import org.preimage.spanning.LayerDecision;
import org.preimage.spanning.LayerResult;
import org.preimage.spanning.SearchBudget;

/** The layers that are measured, all without bias on the whole space, and their certificates. */
public final class Layers {
  /** The seed of the random layers and of the search. */
  private static final long SEED = 7;

  private static final double SECONDS = 120;

  private Layers() {}

  /**
   * A layer by name: {@code gaussian-N-M}, {@code opposite-N} for [B; −DB], or a matrix of the
   * folder {@code tukey-depth} under the system property {@code preimage.data}.
   */
  static Layer named(String name) {
    String[] parts = name.split("-", -1);
    return switch (parts[0]) {
      case "gaussian" ->
          layer(gaussian(Integer.parseInt(parts[2]), Integer.parseInt(parts[1]), SEED));
      case "opposite" -> layer(opposite(Integer.parseInt(parts[1])));
      default -> layer(file(name));
    };
  }

  /** The decision as the command line makes it, with a limit of two minutes. */
  static LayerResult decide(Layer layer) {
    return decide(layer, SearchBudget.ofSeconds(SECONDS));
  }

  /** The decision as the command line makes it. */
  public static LayerResult decide(Layer layer, SearchBudget budget) {
    return LayerDecision.decide(layer, Optional.empty(), SEED, budget);
  }

  /**
   * The certificate of a definite result.
   *
   * @throws IllegalArgumentException if the result is undecided
   */
  public static Certificate certificate(Layer layer, LayerResult result) {
    return LayerClaims.certificate(layer, proof(result));
  }

  /** Independent standard normal entries, {@code rows} × {@code columns}. */
  public static double[][] gaussian(int rows, int columns, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] matrix = new double[rows][columns];
    for (double[] row : matrix) {
      Arrays.setAll(row, j -> random.nextGaussian());
    }
    return matrix;
  }

  /** B above −DB, with B Gaussian and D a positive diagonal of powers of two. */
  private static double[][] opposite(int n) {
    double[][] matrix = Arrays.copyOf(gaussian(n, n, SEED), 2 * n);
    for (int i = 0; i < n; i++) {
      double factor = -Math.scalb(1.0, i % 5 - 2);
      double[] above = matrix[i];
      matrix[n + i] = Arrays.stream(above).map(value -> factor * value).toArray();
    }
    return matrix;
  }

  private static double[][] file(String name) {
    Path path = Path.of(System.getProperty("preimage.data", "../shared/data"), "tukey-depth");
    Path file = path.resolve(name + ".csv");
    if (!Files.exists(file)) {
      throw new IllegalStateException(
          "The benchmark requires "
              + file
              + " but it is absent.\nMaybe pass -jvmArgsAppend -Dpreimage.data=FOLDER.");
    }
    NumberArray array = ArrayFile.readCsv(file);
    int n = array.shape().get(1);
    double[] all = array.values();
    double[][] rows = new double[array.shape().get(0)][];
    Arrays.setAll(rows, i -> Arrays.copyOfRange(all, i * n, (i + 1) * n));
    return rows;
  }

  /** The ReLU layer of these rows, without bias on the whole space. */
  public static Layer layer(double[][] rows) {
    return Layer.relu(rows, new double[rows.length], Domain.wholeSpace(rows[0].length));
  }

  private static Proof proof(LayerResult result) {
    if (result instanceof LayerResult.Injective injective) {
      TreeMap<Integer, LayerProof> stages = new TreeMap<>();
      stages.put(1, injective.proof());
      return new Proof.Layerwise(stages);
    }
    if (result instanceof LayerResult.Deficient deficient && deficient.direction().isPresent()) {
      return new Proof.RankDeficientCell(deficient.x(), deficient.direction().get());
    }
    throw new IllegalArgumentException(
        "A certificate requires a decided layer but received: " + result.evidence() + ".");
  }
}
