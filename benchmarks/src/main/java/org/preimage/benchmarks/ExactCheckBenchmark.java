package org.preimage.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.preimage.certificate.Certificate;
import org.preimage.check.Checker;
import org.preimage.check.Outcome;
import org.preimage.spanning.Layer;
import org.preimage.spanning.LayerResult;

/** Finding the proof of one Gaussian layer (n = 7, m = 56) against checking it exactly. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
public class ExactCheckBenchmark {
  private final Layer layer = Layers.named("gaussian-7-56");
  private final Certificate certificate = Layers.certificate(layer, Layers.decide(layer));

  @Benchmark
  public LayerResult prove() {
    return Layers.decide(layer);
  }

  @Benchmark
  public Outcome check() {
    Outcome outcome = Checker.check(certificate);
    if (!outcome.accepted()) {
      throw new IllegalStateException("Rejected: " + outcome);
    }
    return outcome;
  }
}
