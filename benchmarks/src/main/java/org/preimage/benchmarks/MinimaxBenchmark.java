package org.preimage.benchmarks;

import java.util.Arrays;
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
import org.preimage.lp.GlopMinimax;
import org.preimage.lp.MinimaxSimplex;
import org.preimage.lp.MinimaxSolution;

/**
 * Can all rows be inactive at once: the own simplex against GLOP on one program, Gaussian rows
 * without bias in a box of 2²⁰ (infeasible with near certainty at these shapes).
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MinimaxBenchmark {
  /** n-rows. */
  @Param({"5-64", "10-200", "20-400", "30-1000"})
  public String size = "";

  private double[][] soft = {};
  private double[] offset = {};
  private double[][] hard = {};
  private double[] limits = {};

  @Setup
  public void draw() {
    String[] parts = size.split("-", -1);
    int n = Integer.parseInt(parts[0]);
    soft = Layers.gaussian(Integer.parseInt(parts[1]), n, 11);
    offset = new double[soft.length];
    hard = new double[2 * n][n];
    for (int j = 0; j < n; j++) {
      hard[2 * j][j] = 1;
      hard[2 * j + 1][j] = -1;
    }
    limits = new double[2 * n];
    Arrays.fill(limits, 0x1p20);
    requireAgreement();
  }

  private void requireAgreement() {
    double own = ownSimplex().value();
    double other = glop().value();
    if (Math.abs(own - other) > 1e-6) {
      throw new IllegalStateException("Two solvers, two answers: " + own + " and " + other);
    }
  }

  @Benchmark
  public MinimaxSolution ownSimplex() {
    return new MinimaxSimplex(soft, offset, hard, limits).solve(10_000);
  }

  @Benchmark
  public MinimaxSolution glop() {
    return GlopMinimax.solve(soft, offset, hard, limits, 60).orElseThrow();
  }
}
