package org.preimage.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.preimage.certificate.Indices;
import org.preimage.network.TensorInfo;

/** How arrays and file names are matched with inputs and outputs. */
final class BatchTest {
  private static final TensorInfo IMAGE = new TensorInfo("x", Indices.of(1, 2, 2));

  @Test
  void cutsSamplesAlongTheLeadingAxis() {
    double[] values = {1, 2, 3, 4, 5, 6, 7, 8};

    Batch batch = Batch.cut(IMAGE, Indices.of(2, 1, 2, 2), values).orElseThrow();

    assertThat(batch.stacked()).isTrue();
    assertThat(batch.sample(1)).containsExactly(5, 6, 7, 8);
    assertThat(Batch.cut(IMAGE, Indices.of(2, 4), values)).isPresent();
  }

  @Test
  void takesOneBareSample() {
    Batch batch = Batch.cut(IMAGE, Indices.of(4), new double[] {1, 2, 3, 4}).orElseThrow();

    assertThat(batch.stacked()).isFalse();
    assertThat(batch.sample(3)).containsExactly(1, 2, 3, 4);
  }

  @Test
  void refusesOtherShapes() {
    assertThat(Batch.cut(IMAGE, Indices.of(2, 2), new double[4])).isEmpty();
    assertThat(Batch.cut(IMAGE, Indices.of(), new double[1])).isEmpty();
    assertThat(Batch.cut(IMAGE, Indices.of(3, 5), new double[15])).isEmpty();
  }

  @Test
  void filesFindTheirTensors() {
    List<TensorInfo> tensors =
        List.of(IMAGE, new TensorInfo("mu", Indices.of(2)), new TensorInfo("v", Indices.of(2)));

    assertThat(NamedFile.assign("-o", List.of("mu=a=b.npy", "c.npy", "d.npy"), tensors))
        .containsEntry(0, Path.of("c.npy"))
        .containsEntry(1, Path.of("a=b.npy"))
        .containsEntry(2, Path.of("d.npy"));
    assertThatThrownBy(() -> NamedFile.assign("-o", List.of("mu=a", "mu=b"), tensors))
        .hasMessageContaining("twice");
    assertThatThrownBy(() -> NamedFile.assign("-o", List.of("a", "b", "c", "d"), tensors))
        .hasMessageContaining("no use for d");
  }
}
