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
import org.preimage.lp.LeastCap;

/**
 * The kernel of goodness bounds beside the peak of the machine: a product of the rows with a point
 * does m·n multiply-adds, a peak operation 2¹⁴ of them on numbers in registers; and one least cap.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class GoodnessKernelBenchmark {
  /** n-m. */
  @Param({"24-288", "50-1100", "100-3000"})
  public String size = "";

  private int n;
  private LeastCap program = new LeastCap(new double[] {1}, 1, 1);
  private double[] target = {};
  private double[] z = {};
  private final double[] in = new double[1024];
  private final double[] out = new double[1024];

  @Setup
  public void draw() {
    String[] parts = size.split("-", -1);
    n = Integer.parseInt(parts[0]);
    int m = Integer.parseInt(parts[1]);
    double[] rows =
        Arrays.stream(Layers.gaussian(m, n, 1))
            .flatMapToDouble(row -> Arrays.stream(row).map(x -> x / Math.sqrt(row.length)))
            .toArray();
    program = new LeastCap(rows, m, n);
    target = Arrays.copyOf(rows, n);
    z = new double[m];
    Arrays.fill(in, 1e-3);
  }

  @Benchmark
  public double[] product() {
    program.product(target, z);
    return z;
  }

  @Benchmark
  public double leastCap() {
    if (!program.solve(target, 7.5 * Math.sqrt(n), target.clone(), 1e-9, 200)) {
      throw new IllegalStateException("no least cap within 200 steps");
    }
    return program.cap();
  }

  @Benchmark
  public double[] peak() {
    PeakRate.run(in, out);
    return out;
  }
}
