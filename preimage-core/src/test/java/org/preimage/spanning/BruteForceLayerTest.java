package org.preimage.spanning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.preimage.spanning.BruteForceLayer.badCell;
import static org.preimage.spanning.BruteForceLayer.isInjective;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The oracle against cases known by hand and against the definition of a collision. */
class BruteForceLayerTest {
  private static final long[][] PLUS_MINUS_IDENTITY = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};

  @Test
  void identityAndItsOppositeAreInjective() {
    assertThat(isInjective(TinyLayer.of(PLUS_MINUS_IDENTITY))).isTrue();
  }

  @Test
  void mixedBiasThatCoversIsInjective() {
    assertThat(isInjective(biased(PLUS_MINUS_IDENTITY, 1, 1, -1, -1))).isTrue();
    assertThat(isInjective(biased(new long[][] {{2}, {-2}}, 2, -1))).isTrue();
  }

  @Test
  void biasThatLeavesAGapIsNotInjective() {
    TinyLayer layer = biased(new long[][] {{1}, {-1}}, -1, -1);
    BruteForceLayer.BadCell cell = badCell(layer).orElseThrow();
    assertThat(cell.active()).containsExactly(false, false);
    Fraction x = cell.point().get(0);
    assertThat(x).isBetween(Fraction.of(-1, 1), Fraction.of(1, 1));
    assertThat(isInjective(layer.onBox(new long[] {1}, new long[] {5}))).isTrue();
    assertThat(isInjective(layer.onBox(new long[] {0}, new long[] {5}))).isFalse();
  }

  @Test
  void depthTwoButRepeatedIsNotInjective() {
    assertThat(isInjective(TinyLayer.of(new long[][] {{1, 0}, {1, 0}, {-1, 0}, {-1, 0}})))
        .isFalse();
  }

  @Test
  void firstExampleOfAppendixE1IsNotInjective() {
    TinyLayer layer = TinyLayer.of(new long[][] {{1, 0}, {0, 1}, {-1, 0}});
    assertThat(isInjective(layer)).isFalse();
    assertThat(isInjective(layer.onOrthant())).isTrue();
  }

  @Test
  void secondExampleOfAppendixE1IsInjective() {
    assertThat(isInjective(TinyLayer.of(new long[][] {{2, 1}, {1, 1}, {-6, -3}, {-1, -1}, {0, 0}})))
        .isTrue();
  }

  @Test
  void onePerturbedOppositeRowIsNotInjective() {
    assertThat(isInjective(TinyLayer.of(new long[][] {{1, 0}, {0, 1}, {-1_000_000, 1}, {0, -1}})))
        .isFalse();
  }

  @Test
  void fewerThanTwiceAsManyRowsAsInputsAreNeverInjectiveOnTheWholeSpace() {
    for (TinyLayer layer : TinyLayers.layers(7, 500)) {
      TinyLayer free = TinyLayer.onWholeSpace(layer.rows(), layer.bias());
      if (free.outputs() < 2 * free.inputs()) {
        assertThat(isInjective(free)).as("%s", free).isFalse();
      }
    }
  }

  @Test
  void badCellsLieInsideTheBoxAndHaveTooSmallARank() {
    for (TinyLayer layer : TinyLayers.layers(3, 1000)) {
      badCell(layer).ifPresent(cell -> requireBad(layer, cell));
    }
  }

  @Test
  void atLeastAQuarterOfTheGeneratedLayersIsInjectiveAndAQuarterIsNot() {
    int injective = 0;
    for (TinyLayer layer : TinyLayers.layers(1, 2000)) {
      injective += isInjective(layer) ? 1 : 0;
    }
    assertThat(injective).isBetween(500, 1500);
  }

  private static void requireBad(TinyLayer layer, BruteForceLayer.BadCell cell) {
    List<long[]> active = new ArrayList<>();
    for (int i = 0; i < layer.outputs(); i++) {
      if (cell.active().get(i)) {
        active.add(layer.rows()[i]);
      }
    }
    assertThat(BruteForceLayer.rank(active)).as("%s", layer).isLessThan(layer.inputs());
    for (int j = 0; j < layer.inputs(); j++) {
      double x = cell.point().get(j).numerator().doubleValue();
      x /= cell.point().get(j).denominator().doubleValue();
      assertThat(x).as("%s", layer).isBetween(layer.lowerEnds()[j], layer.upperEnds()[j]);
    }
  }

  private static TinyLayer biased(long[][] rows, long... bias) {
    return TinyLayer.onWholeSpace(rows, bias);
  }
}
