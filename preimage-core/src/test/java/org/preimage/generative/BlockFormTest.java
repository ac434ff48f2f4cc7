package org.preimage.generative;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.network.Network;
import org.preimage.random.SeedStream;

final class BlockFormTest {
  private static final GeneratorPlan TILES =
      GeneratorPlan.defaults()
          .withChannels(3, 2)
          .withSpace(Indices.of(2, 4), Indices.of(2, 3), Indices.of(2, 3))
          .withActivations(Activation.IDENTITY, Activation.IDENTITY);

  private static Node.TransposedConvolution layer(Network network) {
    return (Node.TransposedConvolution) network.subject().nodes().get(1);
  }

  @Test
  void permutedMatrixIsTheBlockRepeated() {
    Network network = TILES.draw(SeedStream.of(1));
    BlockForm form = BlockForm.of(layer(network)).orElseThrow();
    int[] rows = form.rowOrder();
    int[] columns = form.columnOrder();
    double[][] block = form.block();

    assertThat(form.copies()).isEqualTo(8);
    assertThat(block).hasDimensions(2 * 6, 3);
    assertThat(Arrays.stream(rows).sorted().toArray()).containsExactly(iota(network.outputSize()));
    assertThat(Arrays.stream(columns).sorted().toArray()).containsExactly(iota(24));
    for (int j = 0; j < columns.length; j++) {
      double[] unit = new double[columns.length];
      unit[columns[j]] = 1;
      double[] column = network.evaluate(unit);
      for (int i = 0; i < rows.length; i++) {
        boolean inside = i / 12 == j / 3;
        assertThat(column[rows[i]]).isEqualTo(inside ? block[i % 12][j % 3] : 0);
      }
    }
  }

  @Test
  void appliesLikeTheLayer() {
    Network network = TILES.draw(SeedStream.of(2));
    double[] x = new double[network.inputSize()];
    Arrays.setAll(x, j -> Math.sin(j + 1));

    assertThat(BlockForm.of(layer(network)).orElseThrow().apply(x))
        .containsExactly(network.evaluate(x), Offset.offset(1e-12));
  }

  @Test
  void overlappingKernelsHaveNone() {
    GeneratorPlan overlapping =
        TILES.withSpace(Indices.of(2, 4), Indices.of(3, 3), Indices.of(2, 3));

    assertThat(BlockForm.of(layer(overlapping.draw(SeedStream.of(1))))).isEmpty();
  }

  private static int[] iota(int size) {
    int[] numbers = new int[size];
    Arrays.setAll(numbers, k -> k);
    return numbers;
  }
}
