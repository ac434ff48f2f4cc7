package org.preimage.certify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Node;
import org.preimage.depth.HalfspaceDepth;
import org.preimage.network.Network;
import org.preimage.spanning.Layer;
import org.preimage.spanning.SearchBudget;

/** Bounds the least number of active rows of the layers of a network, with certificates. */
public final class DepthCheck {
  private static final long MOST_WEIGHTS = 4_000_000;

  private final Network network;
  private final CheckOptions options;
  private final Domain domain;
  private final Progress progress;
  private final SearchBudget budget;
  private final long start = System.nanoTime();

  private DepthCheck(Network network, CheckOptions options, Progress progress) {
    this.network = network;
    this.options = options;
    this.domain = options.domain().orElse(Domain.wholeSpace(network.inputSize()));
    this.progress = progress;
    this.budget =
        SearchBudget.ofSeconds(options.timeLimit().toNanos() / 1e9)
            .withMostBytes(options.mostBytes());
  }

  /**
   * Bounds one layer or all, which share the time.
   *
   * @param options the domain is that of the network; threads are not used
   */
  public static DepthFinding check(Network network, CheckOptions options, Progress progress) {
    return new DepthCheck(network, options, progress).run();
  }

  private DepthFinding run() {
    List<Stage> stages = Stage.chosen(network.subject(), domain, options.layer());
    List<DepthFinding.OfLayer> findings = new ArrayList<>();
    for (Stage stage : stages) {
      double share = budget.secondsLeft() / (stages.size() - findings.size());
      findings.add(layer(stage, budget.within(share)));
    }
    return new DepthFinding(findings, effort());
  }

  private Effort effort() {
    return Effort.since(start, budget);
  }

  private DepthFinding.OfLayer layer(Stage stage, SearchBudget part) {
    long began = System.nanoTime();
    LayerOutline outline = LayerOutline.of(stage.subject(), domain).get(stage.index() - 1);
    Optional<String> obstacle = obstacle(stage);
    if (obstacle.isPresent()) {
      return new DepthFinding.OfLayer(
          outline,
          Optional.empty(),
          obstacle.get(),
          false,
          Optional.empty(),
          Optional.empty(),
          OptionalDouble.empty(),
          0);
    }
    Layer layer = stage.layer();
    StageClaims claims = new StageClaims(network, stage);
    HalfspaceDepth.Result depth =
        HalfspaceDepth.of(
            layer,
            options.seed() + stage.index(),
            part,
            claims::accepts,
            (task, done) ->
                progress.update("layer " + stage.index() + ": " + task, done, effort()));
    return new DepthFinding.OfLayer(
        outline,
        Optional.of(depth),
        "",
        !layer.isHomogeneous(),
        depth.lowerProof().map(claims::certificate),
        depth.upperProof().map(claims::certificate),
        layer.isHomogeneous()
            ? WeightMargin.of(
                depth.lowerProof(), proof -> new StageClaims(network, stage).accepts(proof))
            : OptionalDouble.empty(),
        (System.nanoTime() - began) * 1e-9);
  }

  private static Optional<String> obstacle(Stage stage) {
    if (stage.activation().isPresent()
        && !(stage.subject().nodes().get(stage.activation().getAsInt())
            instanceof Node.Rectifier)) {
      return Optional.of("its activation is one-to-one, so every row counts everywhere");
    }
    if (stage.hasNegativeSlope()) {
      return Optional.of("negative slopes (PReLU) are not covered by the layer theorem");
    }
    return (long) stage.inputs() * stage.outputs() > MOST_WEIGHTS
        ? Optional.of("more than " + MOST_WEIGHTS + " weights")
        : Optional.empty();
  }
}
