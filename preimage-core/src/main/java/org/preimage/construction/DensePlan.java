package org.preimage.construction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.preimage.certificate.Indices;
import org.preimage.random.SeedStream;

/**
 * One dense layer n → m, or a chain of them n → m₁ → m₂ → …, each followed by ReLU and each at
 * least twice as wide as the one before.
 *
 * @param widths n, m₁, m₂, …
 * @param style of every layer
 * @param seed of every random choice
 */
public record DensePlan(Indices widths, LayerStyle style, long seed) implements BuildPlan {
  public DensePlan {
    if (widths.size() < 2) {
      throw new IllegalArgumentException(
          "A dense plan requires at least two widths but received " + widths + ".");
    }
    for (int k = 1; k < widths.size(); k++) {
      InjectiveLayers.requireWide(widths.get(k - 1), widths.get(k));
    }
  }

  /** 4 → 10, seed 1. */
  public static DensePlan defaults() {
    return new DensePlan(Indices.of(4, 10), LayerStyle.defaults(), 1);
  }

  public DensePlan withWidths(int... newWidths) {
    return new DensePlan(Indices.of(newWidths), style, seed);
  }

  public DensePlan withStyle(LayerStyle newStyle) {
    return new DensePlan(widths, newStyle, seed);
  }

  public DensePlan withSeed(long newSeed) {
    return new DensePlan(widths, style, newSeed);
  }

  @Override
  public Construction construct() {
    SeedStream seeds = SeedStream.of(seed);
    List<InjectiveLayer> layers = new ArrayList<>();
    for (int k = 1; k < widths.size(); k++) {
      layers.add(
          InjectiveLayers.dense(widths.get(k - 1), widths.get(k), style, seeds.child(k).numbers()));
    }
    return Construction.chain(layers);
  }

  @Override
  public int[] inputShape() {
    return new int[] {widths.get(0)};
  }

  @Override
  public String description() {
    return Arrays.stream(widths.toArray())
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(" → ", "dense ", ""));
  }
}
