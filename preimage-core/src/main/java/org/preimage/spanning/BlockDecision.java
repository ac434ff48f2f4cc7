package org.preimage.spanning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.preimage.certificate.Indices;
import org.preimage.certificate.LayerProof;
import org.preimage.certificate.Point;
import org.preimage.certificate.Rational;

/**
 * Decides a layer through smaller layers on some of its coordinates (domain decomposition,
 * Puthawala et al., JMLR 2022, Lemma 14). Equal blocks are decided once.
 */
final class BlockDecision {
  private final Layer layer;
  private final long seed;
  private final SearchBudget budget;
  private final Map<LayerFingerprint, Integer> known = new HashMap<>();
  private final List<LayerProof.Block> proved = new ArrayList<>();

  BlockDecision(Layer layer, long seed, SearchBudget budget) {
    this.layer = layer;
    this.seed = seed;
    this.budget = budget;
  }

  /** By connected components, which is complete: a deficient component is a deficient layer. */
  Optional<LayerResult> byComponents() {
    List<Blocks.Block> blocks = Blocks.components(layer.weights());
    if (blocks.size() < 2) {
      return Optional.empty();
    }
    String missing = "";
    int margin = Integer.MAX_VALUE;
    for (Blocks.Block block : blocks) {
      LayerResult result = decide(block, budget);
      margin =
          Math.min(
              margin, result.fewestActive().orElse(Integer.MAX_VALUE) - block.columns().length);
      if (result instanceof LayerResult.Deficient deficient) {
        Optional<LayerResult> extended = extend(block, deficient, blocks.size());
        if (extended.isPresent()) {
          return extended;
        }
      }
      if (!(result instanceof LayerResult.Injective) && missing.isEmpty()) {
        missing = result.evidence();
      }
    }
    if (!missing.isEmpty()) {
      return Optional.of(
          new LayerResult.Undecided(
              blocks.size() + " blocks, one undecided: " + missing, OptionalInt.empty()));
    }
    return Optional.of(
        new LayerResult.Injective(
            new LayerProof.Blocks(proved),
            blocks.size() + " blocks, " + known.size() + " different: each injective",
            OptionalInt.empty()));
  }

  /** By windows of an image; sufficient only, so nothing is said when one of them fails. */
  Optional<LayerResult> byWindows(ConvolutionWindows windows) {
    List<ConvolutionWindows.Tiling> tilings = windows.tilings();
    double share = 0.4 * budget.secondsLeft() / Math.max(1, tilings.size());
    for (ConvolutionWindows.Tiling tiling : tilings) {
      if (budget.isSpent()) {
        return Optional.empty();
      }
      SearchBudget part = budget.within(share);
      known.clear();
      proved.clear();
      boolean all = true;
      for (Blocks.Block block : tiling.blocks()) {
        if (!(decide(block, part) instanceof LayerResult.Injective)) {
          all = false;
          break;
        }
      }
      if (all) {
        return Optional.of(
            new LayerResult.Injective(
                new LayerProof.Blocks(proved),
                "convolution windows " + tiling.description(),
                OptionalInt.empty()));
      }
    }
    return Optional.empty();
  }

  private LayerResult decide(Blocks.Block block, SearchBudget part) {
    Layer sub =
        layer.restrictedTo(
            block.rows(), block.columns(), Blocks.project(layer.domain(), block.columns()));
    LayerFingerprint key = LayerFingerprint.of(sub);
    Integer same = known.get(key);
    if (same != null) {
      proved.add(
          new LayerProof.Block(
              Indices.of(block.columns()),
              Indices.of(block.rows()),
              new LayerProof.BlockProof.SameAs(same)));
      return new LayerResult.Injective(
          new LayerProof.Blocks(List.of()), "as another block", OptionalInt.empty());
    }
    LayerResult result = LayerDecision.decide(sub, Optional.empty(), seed, part);
    if (result instanceof LayerResult.Injective injective) {
      known.put(key, proved.size());
      proved.add(
          new LayerProof.Block(
              Indices.of(block.columns()),
              Indices.of(block.rows()),
              new LayerProof.BlockProof.Own(injective.proof())));
    }
    return result;
  }

  /**
   * A deficient point of the whole layer, with the other coordinates at the centre of the domain.
   */
  private Optional<LayerResult> extend(
      Blocks.Block block, LayerResult.Deficient deficient, int blocks) {
    List<Rational> x = new ArrayList<>(new Region(layer.domain()).exactCenter().coordinates());
    for (int k = 0; k < block.columns().length; k++) {
      x.set(block.columns()[k], deficient.x().get(k));
    }
    Optional<Point> direction =
        deficient
            .direction()
            .map(
                d -> {
                  Rational[] v = new Rational[layer.inputs()];
                  Arrays.fill(v, Rational.ZERO);
                  for (int k = 0; k < block.columns().length; k++) {
                    v[block.columns()[k]] = d.get(k);
                  }
                  return new Point(Arrays.asList(v));
                });
    Point point = new Point(x);
    if (direction.isEmpty()) {
      BitSet active = KernelDirection.activeAt(layer, point);
      if (active.cardinality() >= layer.inputs()) {
        return Optional.empty();
      }
    }
    return Optional.of(
        new LayerResult.Deficient(
            point,
            direction,
            "one of " + blocks + " blocks: " + deficient.evidence(),
            deficient.fewestActive().isPresent() && blocks == 1
                ? deficient.fewestActive()
                : OptionalInt.empty()));
  }
}
