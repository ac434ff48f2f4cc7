package org.preimage.capacity.theory;

import java.util.ArrayList;
import java.util.List;

/**
 * The injectivity threshold of one Gaussian layer ReLU(Wx), W of size αn × n as n grows: every
 * bound and estimate known to this project. Values are computed when asked for; the replica ladder
 * is kept between calls, so one instance belongs to one thread.
 */
public final class OneLayer {
  /** Steps of replica symmetry breaking that the tables show. */
  public static final int STEPS = 8;

  private static final String JMLR = "Puthawala et al., JMLR 23(105), 2022";
  private static final String MAILLARD = "Maillard et al., arXiv 2302.14112";
  private static final double CLOSED_FORM = 1e-11;

  private final ReplicaLadder ladder = new ReplicaLadder();

  /** All values, from lower bounds to estimates. */
  public List<TheoryValue> all() {
    List<TheoryValue> values = new ArrayList<>();
    values.add(meanDirection());
    values.addAll(unionBounds());
    values.add(gordonMesh());
    values.add(euler());
    values.add(replicaSymmetric());
    values.add(partiallyLifted());
    for (int k = 1; k <= STEPS; k++) {
      values.add(replicaSymmetryBreaking(k));
    }
    values.add(fullReplicaSymmetryBreaking());
    values.add(almeidaThouless());
    return List.copyOf(values);
  }

  /** c†: the mean direction alone refutes injectivity below. */
  public TheoryValue meanDirection() {
    return new TheoryValue(
        "mean-direction",
        LayerBounds.meanDirection(),
        "mean direction, ½ erfc(1/√(2c)) = 1/c",
        Meaning.FAILS_BELOW,
        Rigor.PROVED_BOUND,
        JMLR + ", Theorem 20",
        CLOSED_FORM);
  }

  /** The invalid formula of the slides, the published bound, and two sharper ones. */
  public List<TheoryValue> unionBounds() {
    return List.of(
        above(
            "union-slides",
            LayerBounds.slideFormula(),
            "union bound with a lost factor",
            Rigor.INVALID,
            "slides of 2020, superseded by JMLR 2022"),
        above(
            "union",
            LayerBounds.unionBound(),
            "union over n rows, C(cn, n) ≤ (ce)ⁿ",
            Rigor.PROVED_BOUND,
            JMLR + ", equation 9 (10.5 there)"),
        above(
            "union-binomial",
            LayerBounds.unionBoundExactBinomial(),
            "union over n rows, exact exponent",
            Rigor.PROVED_BOUND,
            "Wendel 1962; docs/capacity.md"),
        above(
            "bad-cells",
            LayerBounds.firstMomentOfCells(),
            "first moment of bad cells, H₂(1/c) = ½",
            Rigor.PROVED_BOUND,
            "Wendel 1962; docs/capacity.md"));
  }

  private static TheoryValue above(
      String key, double value, String quantity, Rigor rigor, String source) {
    return new TheoryValue(key, value, quantity, Meaning.HOLDS_ABOVE, rigor, source, CLOSED_FORM);
  }

  /** Gordon's escape through a mesh. */
  public TheoryValue gordonMesh() {
    return new TheoryValue(
        "gordon-mesh",
        LayerBounds.gordonMesh(),
        "Gordon's escape through a mesh",
        Meaning.HOLDS_ABOVE,
        Rigor.PROVED_BOUND,
        MAILLARD + " (notebook)",
        1e-9);
  }

  /** Expected Euler characteristic of the bad directions. */
  public TheoryValue euler() {
    return new TheoryValue(
        "euler",
        LayerBounds.eulerCharacteristic(),
        "expected Euler characteristic",
        Meaning.THRESHOLD,
        Rigor.HEURISTIC,
        MAILLARD,
        CLOSED_FORM);
  }

  /** Plain random duality, Gordon's min–max bound, lifting level 1. */
  public TheoryValue replicaSymmetric() {
    return above(
        "rs",
        ReplicaSymmetric.capacity(),
        "Gordon min–max = plain RDT = RS, level 1",
        Rigor.PROVED_BOUND,
        MAILLARD + "; Stojnic, arXiv 2410.20646");
  }

  /** Partially lifted random duality. */
  public TheoryValue partiallyLifted() {
    return new TheoryValue(
        "partially-lifted",
        PartialLifting.capacity(1),
        "partially lifted RDT, level 2 with q₀ = 0",
        Meaning.HOLDS_ABOVE,
        Rigor.DERIVED_BOUND,
        "docs/capacity.md",
        1e-9);
  }

  /**
   * Replica symmetry breaking in k steps, which is lifting level k + 1.
   *
   * @param steps k ≥ 1; about 11 is the most that the ladder reaches
   */
  public TheoryValue replicaSymmetryBreaking(int steps) {
    if (steps < 1) {
      throw new IllegalArgumentException(
          "replica symmetry breaking requires at least one step but received %d.%nMaybe replicaSymmetric()."
              .formatted(steps));
    }
    return new TheoryValue(
        "rsb-" + steps,
        ladder.capacity(steps).alpha(),
        "%d-step RSB, lifting level %d".formatted(steps, steps + 1),
        Meaning.THRESHOLD,
        Rigor.HEURISTIC,
        steps < 3 ? MAILLARD + "; Stojnic, arXiv 2410.20646" : "docs/capacity.md",
        1e-9);
  }

  /** Full replica symmetry breaking: what the threshold is believed to be. */
  public TheoryValue fullReplicaSymmetryBreaking() {
    FullReplicaSymmetryBreaking.Estimate estimate = FullReplicaSymmetryBreaking.capacity(ladder);
    return new TheoryValue(
        "frsb",
        estimate.value(),
        "full RSB",
        Meaning.THRESHOLD,
        Rigor.HEURISTIC,
        MAILLARD,
        estimate.accuracy());
  }

  /** Where the replica-symmetric solution becomes unstable; says nothing about injectivity. */
  public TheoryValue almeidaThouless() {
    return new TheoryValue(
        "dat",
        AlmeidaThouless.line(),
        "de Almeida–Thouless line of RS",
        Meaning.INSTABILITY,
        Rigor.HEURISTIC,
        MAILLARD,
        1e-9);
  }
}
