package org.preimage.construction;

import java.util.Arrays;
import org.preimage.certificate.Indices;
import org.preimage.certificate.LayerProof;
import org.preimage.certificate.Node;
import org.preimage.certificate.Weights;
import org.preimage.linalg.ModularRank;
import org.preimage.linalg.RowSource;
import org.preimage.random.RandomNumbers;

/**
 * Layers of the form ReLU([B; −DB; M]x + b) with B a basis, D a positive diagonal and M any extra
 * rows (Puthawala et al., JMLR 2022, Corollary 6). Convolutions: see {@link InjectiveConvolutions}.
 */
public final class InjectiveLayers {
  /** A random sign matrix is singular with probability 1/2 at n = 2 and ever less beyond. */
  private static final int ATTEMPTS = 100;

  private InjectiveLayers() {}

  /**
   * A dense layer.
   *
   * @param inputs n ≥ 1
   * @param outputs m ≥ 2n
   * @throws IllegalArgumentException if m &lt; 2n: no such layer is injective on Rⁿ
   * @throws ConstructionException if no basis was drawn in 100 attempts
   */
  public static InjectiveLayer dense(
      int inputs, int outputs, LayerStyle style, RandomNumbers numbers) {
    requireWide(inputs, outputs);
    double[] basis = basis(inputs, style, numbers);
    OppositeFilters rows = OppositeFilters.around(basis, inputs, outputs, style, numbers);
    int[] first = new int[inputs];
    int[] second = new int[inputs];
    Arrays.setAll(first, rows::first);
    Arrays.setAll(second, rows::second);
    return new InjectiveLayer(
        new Node.Affine(0, Weights.of(rows.weights()), Weights.of(rows.bias())),
        new LayerProof.OppositeRows(Indices.of(first), Indices.of(second)));
  }

  static void requireWide(int inputs, int outputs) {
    if (inputs < 1 || outputs / 2 < inputs) {
      throw new IllegalArgumentException(
          "An injective layer requires n ≥ 1 inputs and at least 2n outputs but received %d and %d.%nMaybe use %d outputs."
              .formatted(inputs, outputs, 2L * Math.max(1, inputs)));
    }
  }

  private static double[] basis(int n, LayerStyle style, RandomNumbers numbers) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      double[] basis = OppositeFilters.draw(n, n, style.ensemble(), numbers);
      if (ModularRank.rank(n, RowSource.dense(basis, n), n) == n) {
        return basis;
      }
    }
    throw new ConstructionException(
        "A layer requires %d independent rows but %d %s draws had none.%nMaybe use another ensemble."
            .formatted(n, ATTEMPTS, style.ensemble()));
  }
}
