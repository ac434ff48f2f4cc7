package org.preimage.certify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Node;
import org.preimage.linalg.SparseRows;
import org.preimage.network.Network;
import org.preimage.network.NodeRows;
import org.preimage.spanning.SearchBudget;
import org.preimage.stability.FrameBounds;
import org.preimage.stability.LayerStability;
import org.preimage.stability.Segment;
import org.preimage.stability.SlopedLayer;

/** Bounds the inverse Lipschitz constant of the layers of a network, with certificates. */
public final class StabilityCheck {
  /** Larger layers would need methods of their own. */
  private static final long MOST_WEIGHTS = 4_000_000;

  private static final int MOST_INPUTS = 400;

  private final Network network;
  private final CheckOptions options;
  private final List<double[]> pair;
  private final double gap;
  private final Progress progress;
  private final SearchBudget budget;
  private final long start = System.nanoTime();

  private StabilityCheck(Network network, StabilityOptions options, Progress progress) {
    this.network = network;
    this.options = options.check();
    this.pair = options.pair();
    this.gap = options.gap();
    this.progress = progress;
    this.budget =
        SearchBudget.ofSeconds(this.options.timeLimit().toNanos() / 1e9)
            .withMostBytes(this.options.mostBytes());
  }

  /** Bounds one layer or all; the domain is that of the network. */
  public static StabilityFinding check(
      Network network, StabilityOptions options, Progress progress) {
    return new StabilityCheck(network, options, progress).run();
  }

  private StabilityFinding run() {
    Domain domain = options.domain().orElse(Domain.wholeSpace(network.inputSize()));
    List<Stage> stages = Stage.chosen(network.subject(), domain, options.layer());
    List<StabilityFinding.OfLayer> findings = new ArrayList<>();
    for (Stage stage : stages) {
      double share = budget.secondsLeft() / (stages.size() - findings.size());
      findings.add(layer(stage, budget.within(share), findings.isEmpty()));
    }
    return new StabilityFinding(findings, effort());
  }

  private Effort effort() {
    return Effort.since(start, budget);
  }

  private StabilityFinding.OfLayer layer(Stage stage, SearchBudget part, boolean first) {
    long began = System.nanoTime();
    Optional<String> obstacle = obstacle(stage);
    LayerOutline outline =
        LayerOutline.of(
                stage.subject(), options.domain().orElse(Domain.wholeSpace(network.inputSize())))
            .get(stage.index() - 1);
    if (obstacle.isPresent()) {
      return new StabilityFinding.OfLayer(
          outline,
          Optional.empty(),
          obstacle.get(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          0);
    }
    SlopedLayer layer = sloped(stage);
    StageClaims claims = new StageClaims(network, stage);
    SplittableRandom random = new SplittableRandom(options.seed() + stage.index());
    FrameBounds.Result frame =
        new FrameBounds(
                layer,
                part,
                random,
                gap,
                claims::accepts,
                (task, done) ->
                    progress.update("layer " + stage.index() + ": " + task, done, effort()))
            .run();
    return new StabilityFinding.OfLayer(
        outline,
        Optional.of(LayerStability.of(layer, frame, random, SearchBudget.ofSeconds(1))),
        "",
        frame.lowerProof().map(claims::certificate),
        frame.upperProof().map(claims::certificate),
        first && pair.size() == 2
            ? Optional.of(Segment.between(layer, pair.get(0), pair.get(1)))
            : Optional.empty(),
        (System.nanoTime() - began) * 1e-9);
  }

  private static Optional<String> obstacle(Stage stage) {
    if (stage.activation().isPresent()
        && !(stage.subject().nodes().get(stage.activation().getAsInt())
            instanceof Node.Rectifier)) {
      return Optional.of("the slopes of its activation are not known");
    }
    if (stage.inputs() > MOST_INPUTS
        || (long) stage.inputs() * stage.outputs() > MOST_WEIGHTS
        || stage.outputs() > 1 << 16) {
      return Optional.of("more weights or inputs than the search takes");
    }
    double[] slopes = slopes(stage);
    for (double slope : slopes) {
      if (!(slope >= 0 && slope <= 1)) {
        return Optional.of("a slope of its activation is not in [0, 1]");
      }
    }
    return Optional.empty();
  }

  private static double[] slopes(Stage stage) {
    double[] slopes = new double[stage.outputs()];
    for (int i = 0; i < slopes.length; i++) {
      slopes[i] =
          stage.activation().isPresent()
              ? ((Node.Rectifier) stage.subject().nodes().get(stage.activation().getAsInt()))
                  .slopes()
                  .shared(i)
              : 1;
    }
    return slopes;
  }

  private static SlopedLayer sloped(Stage stage) {
    SparseRows rows = NodeRows.weights(stage.affineNode());
    double[][] weights = new double[stage.outputs()][];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = rows.denseRow(i);
    }
    return new SlopedLayer(
        weights, NodeRows.bias(stage.affineNode()), slopes(stage), stage.domain());
  }
}
