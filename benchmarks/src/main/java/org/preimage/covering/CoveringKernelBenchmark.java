package org.preimage.covering;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
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
import org.preimage.benchmarks.PeakRate;

/**
 * The two pivots of the cover search beside the peak of the machine; in the package of the kernels,
 * which are not public. One operation is {@link #PIVOTS} pivots; a peak operation is 2¹⁴
 * multiply-adds on numbers in registers.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CoveringKernelBenchmark {
  static final int PIVOTS = 100;

  /** n-m. */
  @Param({"12-96", "16-128", "18-180"})
  public String size = "";

  private int m;
  private CircuitSimplex simplex = new CircuitSimplex(new Rows(new double[1][1]));
  private PackingBasis full =
      new PackingBasis(1, new Circuits(new Rows(new double[1][1]), List.of()));
  private PackingBasis work = full;
  private RowSet none = RowSet.empty(1);
  private double[] costs = {};
  private final SplittableRandom random = new SplittableRandom(1);
  private final double[] in = new double[1024];
  private final double[] out = new double[1024];

  @Setup
  public void fill() {
    String[] parts = size.split("-", -1);
    int n = Integer.parseInt(parts[0]);
    m = Integer.parseInt(parts[1]);
    double[][] w = new double[m][n];
    java.util.Random gaussian = new java.util.Random(1);
    for (double[] row : w) {
      for (int j = 0; j < n; j++) {
        row[j] = gaussian.nextGaussian();
      }
    }
    Rows rows = new Rows(w);
    none = RowSet.empty(m);
    costs = new double[m];
    simplex = new CircuitSimplex(rows);
    drawCosts();
    if (!simplex.start(costs)) {
      throw new IllegalStateException("no first circuit");
    }
    full = packed(rows);
    Arrays.fill(in, 1e-3);
  }

  private void drawCosts() {
    for (int i = 0; i < m; i++) {
      costs[i] = 1 + random.nextDouble();
    }
  }

  /** A basis with as many circuits as will enter, so that nearly the whole inverse is in use. */
  private PackingBasis packed(Rows rows) {
    Circuits circuits = new Circuits(rows, List.of());
    PackingBasis basis = new PackingBasis(m, circuits);
    for (int k = 0; k < 20 * m; k++) {
      for (int i = 0; i < m; i++) {
        costs[i] = Math.max(0, basis.dual(i)) + 1e-3 * random.nextDouble();
      }
      simplex.price(costs);
      simplex.improve(none, 200);
      int circuit = circuits.add(simplex);
      if (basis.reduced(circuit) > 1e-6) {
        double gain = basis.reduced(circuit);
        basis.enterCircuit(circuit);
        basis.exchange(circuit, basis.leaving(), 1, gain);
      }
    }
    basis.flush();
    work = new PackingBasis(m, circuits);
    return basis;
  }

  /** The slack of a tight row enters and leaves again; starts from the same basis each time. */
  @Benchmark
  public double packingPivots() {
    work.copyFrom(full, c -> c);
    int row = 0;
    for (int k = 0; k < PIVOTS; k += 2) {
      do {
        row = (row + 1) % m;
      } while (!work.isTight(row));
      work.enterSlack(row, 1);
      int leave = work.leaving();
      if (leave == PackingBasis.NONE) {
        throw new IllegalStateException("unbounded");
      }
      int left = work.circuit(leave);
      work.exchange(-1 - row, leave, 1, -work.dual(row));
      double gain;
      if (left >= 0) {
        work.enterCircuit(left);
        gain = work.reduced(left);
      } else {
        work.enterSlack(-1 - left, 1);
        gain = -work.dual(-1 - left);
      }
      // Back along the same edge.
      work.exchange(left, work.leaving(), 1, gain);
    }
    return work.dual(0);
  }

  @Benchmark
  public double circuitPivots() {
    for (int k = 0; k < PIVOTS; ) {
      drawCosts();
      simplex.price(costs);
      k += simplex.improve(none, PIVOTS - k) + 1;
    }
    return simplex.multiplier(0);
  }

  @Benchmark
  public double[] peak() {
    PeakRate.run(in, out);
    return out;
  }
}
