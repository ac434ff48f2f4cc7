package org.preimage.check;

import java.util.ArrayList;
import java.util.List;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Indices;
import org.preimage.certificate.LayerProof;
import org.preimage.certificate.Node;
import org.preimage.certificate.Proof;
import org.preimage.certificate.Subject;
import org.preimage.certificate.Weights;

/** Proves an output injective by following injective nodes from the input. */
final class LayerwiseRule {
  /** Stands for "this node has no stage": it is compared by identity. */
  private static final LayerProof NO_STAGE = new LayerProof.IndependentRows(Indices.of());

  private final Subject subject;
  private final Origins origins;
  private final boolean[] injective;

  LayerwiseRule(Subject subject, Domain domain) {
    this.subject = subject;
    this.origins = new Origins(subject, domain);
    this.injective = new boolean[subject.nodes().size()];
  }

  void check(Proof.Layerwise proof) throws Rejection {
    for (int k : proof.stages().keySet()) {
      Rejection.unless(
          k >= 0 && k < injective.length && AffineMap.isAffine(subject.nodes().get(k)),
          "stage " + k,
          "is no affine node of the subject");
    }
    List<List<Integer>> readers = rectifierReaders();
    for (int k = 0; k < injective.length; k++) {
      injective[k] |= keepsInjectivity(k, subject.nodes().get(k));
      LayerProof stage = proof.stages().getOrDefault(k, NO_STAGE);
      if (stage != NO_STAGE) {
        try {
          stage(k, stage, readers.get(k));
        } catch (Rejection e) {
          throw e.inside("stage " + k);
        }
      }
    }
    Rejection.unless(
        subject.outputs().size() > 0 && someOutputInjective(),
        "outputs",
        "none is proved injective");
  }

  private boolean someOutputInjective() {
    for (int i = 0; i < subject.outputs().size(); i++) {
      if (injective[subject.outputs().get(i)]) {
        return true;
      }
    }
    return false;
  }

  private List<List<Integer>> rectifierReaders() {
    List<List<Integer>> readers = new ArrayList<>();
    for (int k = 0; k < injective.length; k++) {
      readers.add(new ArrayList<>(1));
      if (subject.nodes().get(k) instanceof Node.Rectifier rectifier) {
        readers.get(rectifier.source()).add(k);
      }
    }
    return readers;
  }

  /** Whether node {@code k} is injective because of what it reads, without any proof of its own. */
  private boolean keepsInjectivity(int k, Node node) {
    if (node instanceof Node.Input) {
      return node.size() == subject.inputSize();
    }
    if (node instanceof Node.OneToOne oneToOne) {
      return injective[oneToOne.source()];
    }
    if (node instanceof Node.Scale scale) {
      return injective[scale.source()] && all(scale.scale(), false);
    }
    if (node instanceof Node.Rectifier rectifier) {
      return injective[rectifier.source()] && all(rectifier.slopes(), true);
    }
    return node instanceof Node.Select && origins.holdsAll(k, injective);
  }

  private static boolean all(Weights values, boolean positive) {
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) == 0 || (positive && values.get(i) < 0)) {
        return false;
      }
    }
    return true;
  }

  private void stage(int k, LayerProof proof, List<Integer> rectifiers) throws Rejection {
    int source = subject.nodes().get(k).sources().get(0);
    Rejection.unless(injective[source], "", "reads node %d, which is not proved injective", source);
    AffineMap map = AffineMap.of(subject.nodes().get(k));
    Domain range = origins.range(source);
    boolean proved = false;
    Rejection reason = new Rejection("", "is not proved");
    for (int r : rectifiers) {
      try {
        LayerRules.check(
            new NodeLayer(map, NodeLayer.kinds((Node.Rectifier) subject.nodes().get(r)), range),
            proof);
        injective[r] = true;
        proved = true;
      } catch (Rejection e) {
        reason = e;
      }
    }
    if (!proved) {
      requireWithoutActivation(
          new NodeLayer(map, i -> Layer.RowKind.ALWAYS, range),
          proof,
          rectifiers.isEmpty(),
          reason);
    }
    // If an activation of this node is injective, so is the node.
    injective[k] = true;
  }

  private static void requireWithoutActivation(
      Layer layer, LayerProof proof, boolean alone, Rejection withActivation) throws Rejection {
    try {
      LayerRules.check(layer, proof);
    } catch (Rejection e) {
      throw alone ? e : withActivation;
    }
  }
}
