package org.preimage.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.preimage.certificate.Domain;

class VnnLibTest {
  @TempDir Path folder;

  private Domain.Box read(String text, int n) {
    Path file = folder.resolve("p.vnnlib");
    return VnnLib.readInputBox(Models.write(file, text.getBytes(StandardCharsets.UTF_8)), n);
  }

  @Test
  void boundsInEveryForm() {
    Domain.Box box =
        read(
            """
            ; a comment (with parentheses
            (declare-const X_0 Real) (declare-const Y_0 Real)
            (assert (<= X_0 0.5)) ; upper
            (assert (>= X_0 (- 1)))
            (assert (>= 2e0 X_1))
            (assert (and (<= -3 X_1) (>= 7 X_1)))
            (assert (or (and (>= X_2 .25) (and (<= X_2 1.) (<= X_2 5)) (>= Y_0 100))))
            (assert (or (and (<= Y_0 3)) (and (>= Y_0 Y_1))))
            """,
            3);
    assertThat(box.lower().toArray()).containsExactly(-1, -3, 0.25);
    assertThat(box.upper().toArray()).containsExactly(0.5, 2, 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "(assert (<= X_0 1))",
        "(assert (and (<= X_0 1) (>= X_0 1)))",
        "(assert (and (<= X_0 0) (>= X_0 1)))",
        "(assert (or (and (<= X_0 1) (>= X_0 0)) (and (<= X_0 3) (>= X_0 2))))",
        "(assert (<= X_0 X_1))",
        "(assert (<= X_0 Y_0))",
        "(assert (= X_0 1))",
        "(assert (<= X_0 1 2))",
        "(assert (<= X_7 1))",
        "(assert (<= X_99999999999 1))",
        "(assert (<= X_0 one))",
        "(assert (<= (* 2 X_0) 1))",
        "(assert (<= X_0 1)",
        "(assert (<= X_0 1)))",
        ")",
        "(check-sat)",
        "X_0"
      })
  void propertiesThatAreRefused(String text) {
    assertThatThrownBy(() -> read(text, 1))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("p.vnnlib");
  }

  @Test
  void deepNesting() {
    assertThatThrownBy(() -> read("(".repeat(1_000_000), 1))
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("nested");
  }

  @Test
  void longNumbers() {
    assertThatThrownBy(() -> read("(assert (<= X_0 " + "9".repeat(1_000_000) + "x))", 1))
        .isInstanceOf(ModelFileException.class);
  }

  @Test
  void realProperty() {
    Path file = TestData.folder().resolve("marabou/vnnlib/acasxu_prop1.vnnlib");
    Domain.Box box = VnnLib.readInputBox(file, 5);
    assertThat(box.lower().get(0)).isEqualTo(0.6);
    assertThat(box.upper().get(4)).isEqualTo(-0.45);
  }
}
