package org.preimage.certificate;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Why a claim holds. The rules and their proofs are in {@code docs/certificate-format.md}. */
public sealed interface Proof {
  /** What this kind of proof shows. */
  Claim claim();

  /** Proofs that the function is not injective on the domain. */
  sealed interface OfCollision extends Proof {
    @Override
    default Claim claim() {
      return new Claim.NotInjective();
    }
  }

  /** Two different points of the domain with equal images. */
  record CollisionPair(Point x, Point y) implements OfCollision {}

  /**
   * Every output depends on the input only through ReLU node {@code node}, and fewer than n of its
   * pre-activations are ≥ 0 at the interior point {@code x}: nearby, the function factors through
   * fewer than n coordinates.
   */
  record FewActiveRows(int node, Point x) implements OfCollision {}

  /**
   * Every output depends on the input only through {@code nodes}, which have fewer than n values
   * together, and everything up to them is continuous. No continuous map from an open set of Rⁿ
   * into fewer dimensions is injective (invariance of domain).
   */
  record NarrowCut(Indices nodes) implements OfCollision {}

  /**
   * At the interior point {@code x} the function is affine along ±{@code direction} ≠ 0 and its
   * derivative in that direction vanishes.
   */
  record RankDeficientCell(Point x, Point direction) implements OfCollision {}

  /**
   * Every stage from the input to some output is injective. A stage is an affine node (dense,
   * convolution, transposed convolution) with the activation that alone reads it, or by itself.
   *
   * @param stages proof of each stage that needs one, by the number of its affine node
   */
  record Layerwise(SortedMap<Integer, LayerProof> stages) implements Proof {
    public Layerwise {
      stages = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(stages));
    }

    @Override
    public Claim claim() {
      return stages.values().stream().anyMatch(LayerProof::assumesGeneralPosition)
          ? new Claim.InjectiveInGeneralPosition()
          : new Claim.Injective();
    }
  }

  /** At least {@code count} rows of the subject, one layer, are active everywhere. */
  record ActiveRows(int count, CountProof proof) implements Proof {
    @Override
    public Claim claim() {
      return new Claim.ActiveRowsAtLeast(count);
    }
  }

  /**
   * The same for all layers near the subject.
   *
   * @param within by how much each weight may differ, finite and ≥ 0
   */
  record ActiveRowsNearby(int count, double within, CountProof.Tree proof) implements Proof {
    public ActiveRowsNearby {
      Shapes.require(
          within >= 0 && within < Double.POSITIVE_INFINITY,
          "A distance requires a finite number of at least 0 but received %s",
          within);
    }

    @Override
    public Claim claim() {
      return new Claim.ActiveRowsNearby(count, within);
    }
  }

  /**
   * At most {@code count} rows of the subject, one layer, are active at the interior point {@code
   * x}.
   */
  record ActivePoint(int count, Point x) implements Proof {
    @Override
    public Claim claim() {
      return new Claim.ActiveRowsAtMost(count);
    }
  }

  /**
   * The lower frame bound of the active rows is at least {@code bound} everywhere: case distinction
   * over the signs of single rows.
   *
   * @param conflicts lists of sign conditions that exclude each other, numbered as the
   *     documentation says
   * @param steps the tree in preorder: 2i or 2i + 1 divides by the sign of row i and begins with
   *     active or inactive, −1 is a leaf whose active rows suffice, −2 − k is excluded by conflict
   *     k
   */
  record FrameTree(Rational bound, List<Indices> conflicts, Indices steps) implements Proof {
    public FrameTree {
      conflicts = List.copyOf(conflicts);
    }

    @Override
    public Claim claim() {
      return new Claim.FrameBoundAtLeast(bound);
    }
  }

  /**
   * At the interior point {@code x} the derivative of the subject, one layer, stretches {@code
   * direction} ≠ 0 by at most √{@code bound}.
   */
  record FramePoint(Rational bound, Point x, Point direction) implements Proof {
    @Override
    public Claim claim() {
      return new Claim.FrameBoundAtMost(bound);
    }
  }

  /**
   * On the bounded domain, changes of the input are determined by changes of the output values
   * {@code rows}: f(x) − f(y) = M(x − y) for slopes M in an enclosure whose members all have full
   * column rank.
   *
   * @param rows at least n places in the concatenation of all outputs, ascending
   */
  record MeanValue(Indices rows) implements Proof {
    @Override
    public Claim claim() {
      return new Claim.Injective();
    }
  }
}
