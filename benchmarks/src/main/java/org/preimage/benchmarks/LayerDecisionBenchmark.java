package org.preimage.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.preimage.spanning.Layer;
import org.preimage.spanning.LayerResult;

/**
 * Time to decide one layer, proof or collision included, exact checking not included. The last ten
 * are matrices of real networks; they need the folder with the data.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
public class LayerDecisionBenchmark {
  /** Which layer, see {@link Layers#named}. */
  @Param({
    "gaussian-6-48",
    "gaussian-7-56",
    "gaussian-8-64",
    "opposite-50",
    "opposite-200",
    "opposite-500",
    "ganlab_disjoint_g0",
    "ganlab_gaussians_g0",
    "ganlab_line_g0",
    "ganlab_ring_g0",
    "vae_explainer_dense",
    "verifygan_generator_l0",
    "verifygan_adversarial_l0",
    "acasxu_1_1_layer1",
    "gamegan_megaman_pos00_first100",
    "gamegan_megaman_pos12_first64"
  })
  public String layer = "";

  private Layer subject = Layers.named("gaussian-1-2");

  @Setup
  public void read() {
    subject = Layers.named(layer);
  }

  @Benchmark
  public LayerResult decide() {
    LayerResult result = Layers.decide(subject);
    if (result instanceof LayerResult.Undecided undecided) {
      throw new IllegalStateException("Undecided: " + undecided.evidence());
    }
    return result;
  }
}
