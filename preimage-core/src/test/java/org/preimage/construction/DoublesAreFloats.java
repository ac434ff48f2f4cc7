package org.preimage.construction;

import static org.assertj.core.api.Assertions.assertThat;

final class DoublesAreFloats {
  private DoublesAreFloats() {}

  static void require(double[] values) {
    for (double value : values) {
      assertThat((double) (float) value).isEqualTo(value);
    }
  }
}
