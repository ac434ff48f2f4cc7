package org.preimage.certify;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.preimage.certificate.Indices;
import org.preimage.certificate.LayerProof;
import org.preimage.certificate.Node;
import org.preimage.certificate.Point;
import org.preimage.certificate.Subject;
import org.preimage.spanning.CaseOptions;
import org.preimage.spanning.Layer;
import org.preimage.spanning.LayerDecision;
import org.preimage.spanning.LayerResult;
import org.preimage.spanning.SearchBudget;

/** Decides one stage of a network and certifies what was found about the layer alone. */
final class LayerCheck {
  /** A layer with more weights than this is not expanded into rows. */
  private static final long MAX_ENTRIES = 40_000_000;

  /**
   * The finding, and what the network's own proof can use of it.
   *
   * @param proof of the layer's injectivity, if found
   * @param deficient where the layer's active rows do not span, if found
   */
  record Checked(
      LayerFinding finding,
      Optional<LayerProof> proof,
      Optional<LayerResult.Deficient> deficient) {}

  private final Stage stage;
  private final String digest;
  private final List<String> assumptions;
  private final CaseOptions options;

  LayerCheck(Stage stage, String digest, List<String> assumptions, CaseOptions options) {
    this.stage = stage;
    this.digest = digest;
    this.assumptions = assumptions;
    this.options = options;
  }

  Checked run(SearchBudget budget) {
    long start = System.nanoTime();
    if (stage.hasNegativeSlope()) {
      return undecided("negative slopes (PReLU) are not covered by the layer theorem", start);
    }
    if (stage.outputs() < stage.inputs()) {
      return narrow(start);
    }
    if (entries(stage.affineNode()) > MAX_ENTRIES) {
      return undecided("more than " + MAX_ENTRIES + " weights", start);
    }
    Layer layer = stage.layer();
    LayerResult result =
        LayerDecision.decide(layer, Optional.of(stage.affineNode()), options, budget);
    Verdict verdict = certified(layer, result);
    boolean holds = !(verdict instanceof Verdict.Undecided);
    return new Checked(
        finding(verdict, result.evidence(), result.fewestActive(), start),
        holds && result instanceof LayerResult.Injective injective
            ? Optional.of(injective.proof())
            : Optional.empty(),
        holds && result instanceof LayerResult.Deficient deficient
            ? Optional.of(deficient)
            : Optional.empty());
  }

  /** Fewer outputs than inputs: never injective, whatever the weights. */
  private Checked narrow(long start) {
    return new Certifier(stage.alone(), stage.domain(), digest, assumptions)
        .narrowCut(Indices.of(1))
        .map(
            accepted ->
                new Checked(
                    finding(
                        new Verdict.NotInjective(accepted, Optional.empty()),
                        "fewer rows than inputs",
                        OptionalInt.of(stage.outputs()),
                        start),
                    Optional.<LayerProof>empty(),
                    Optional.<LayerResult.Deficient>empty()))
        .orElseGet(() -> undecided("the checker did not accept a narrow cut", start));
  }

  private Checked undecided(String reason, long start) {
    return new Checked(
        finding(new Verdict.Undecided(reason), reason, OptionalInt.empty(), start),
        Optional.empty(),
        Optional.empty());
  }

  private LayerFinding finding(
      Verdict verdict, String evidence, OptionalInt fewestActive, long start) {
    return new LayerFinding(
        stage.index(),
        stage.affine(),
        stage.kind(),
        stage.inputs(),
        stage.outputs(),
        stage.domain(),
        fewestActive,
        verdict,
        evidence,
        (System.nanoTime() - start) / 1e9);
  }

  private Verdict certified(Layer layer, LayerResult result) {
    Subject alone = stage.alone();
    Certifier certifier = new Certifier(alone, stage.domain(), digest, assumptions);
    Optional<Verdict> verdict = Optional.empty();
    if (result instanceof LayerResult.Injective injective) {
      TreeMap<Integer, LayerProof> stages = new TreeMap<>();
      stages.put(1, injective.proof());
      verdict = certifier.layerwise(stages).map(Verdict.Injective::new);
    } else if (result instanceof LayerResult.Deficient deficient) {
      int last = alone.nodes().size() - 1;
      verdict =
          collision(certifier, last, stage.isRelu(), layer, deficient)
              .map(accepted -> new Verdict.NotInjective(accepted, Optional.empty()));
    }
    return verdict.orElseGet(() -> new Verdict.Undecided(reason(result)));
  }

  private static String reason(LayerResult result) {
    return result instanceof LayerResult.Undecided
        ? result.evidence()
        : "a proposal was not confirmed by the checker: " + result.evidence();
  }

  /**
   * A certificate that {@code node}'s layer is not injective, on any subject that starts with it.
   */
  static Optional<AcceptedCertificate> collision(
      Certifier certifier, int node, boolean relu, Layer layer, LayerResult.Deficient deficient) {
    if (deficient.direction().isPresent()) {
      Point direction = deficient.direction().get();
      Optional<AcceptedCertificate> pair =
          certifier.collision(
              node,
              deficient.x(),
              direction,
              Reach.of(layer, deficient.x(), direction, 1),
              Reach.of(layer, deficient.x(), direction, -1));
      if (pair.isPresent()) {
        return pair;
      }
    }
    return relu ? certifier.fewActive(node, deficient.x()) : Optional.empty();
  }

  private static long entries(Node node) {
    if (node instanceof Node.Affine affine) {
      return affine.weights().size();
    }
    if (node instanceof Node.Convolution convolution) {
      return (long) convolution.kernel().size()
          / convolution.geometry().outChannels()
          * node.size();
    }
    Node.TransposedConvolution transposed = (Node.TransposedConvolution) node;
    return (long) transposed.kernel().size()
        / transposed.geometry().inChannels()
        * transposed.geometry().inputSize();
  }
}
