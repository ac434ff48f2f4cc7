package org.preimage.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.preimage.certificate.Certificate;
import org.preimage.certificate.CountProof;
import org.preimage.certificate.Domain;
import org.preimage.certificate.GoodnessProof;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Proof;
import org.preimage.certificate.Subject;
import org.preimage.certificate.Weights;
import org.preimage.check.Checker;
import org.preimage.spanning.GoodnessProver;
import org.preimage.spanning.SearchBudget;

/**
 * Goodness proofs of Gaussian layers (n active rows everywhere, b = 0 on Rⁿ), one thread: CPU
 * seconds of the prover and of the checker, median over seeds 1, 2, …. Arguments: number of seeds,
 * then n-m for the root bound or n-m-s for up to s sets of leading rows.
 */
public final class GoodnessTable {
  private GoodnessTable() {}

  /** Prints one line a size. */
  public static void main(String[] arguments) {
    int seeds = Integer.parseInt(arguments[0]);
    System.out.println("| n | m | proved | bound | prover s | checker s | caps |");
    System.out.println("|---|---|---|---|---|---|---|");
    for (String size : Arrays.copyOfRange(arguments, 1, arguments.length)) {
      int[] parts = Arrays.stream(size.split("-", -1)).mapToInt(Integer::parseInt).toArray();
      line(parts[0], parts[1], parts.length > 2 ? parts[2] : 0, seeds);
    }
  }

  private static void line(int n, int m, int sets, int seeds) {
    double[] prover = new double[seeds];
    double[] checker = new double[seeds];
    double[] bound = new double[seeds];
    double[] caps = new double[seeds];
    int proved = 0;
    for (int s = 0; s < seeds; s++) {
      double[] rows = flat(Layers.gaussian(m, n, s + 1));
      long start = cpuTime();
      GoodnessProver search = new GoodnessProver(rows, m, n);
      SearchBudget budget = SearchBudget.ofSeconds(600);
      Optional<CountProof> proof = search.atRoot(n, budget);
      if (proof.isEmpty() && sets > 0) {
        proof = search.byLeadingRows(n, sets, budget);
      }
      prover[s] = (cpuTime() - start) / 1e9;
      bound[s] = search.bound();
      if (proof.isPresent()) {
        start = cpuTime();
        boolean accepted = Checker.check(certificate(rows, m, n, proof.get())).accepted();
        checker[s] = (cpuTime() - start) / 1e9;
        caps[s] = ((GoodnessProof) proof.get()).caps().size();
        proved += accepted ? 1 : 0;
      }
    }
    System.out.printf(
        "| %d | %d | %d/%d | %.3f | %.2f | %.2f | %.0f |%n",
        n, m, proved, seeds, median(bound), median(prover), median(checker), median(caps));
  }

  /** Of this thread: other load on the machine does not count, nor do compiler and collector. */
  private static long cpuTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static Certificate certificate(double[] rows, int m, int n, CountProof proof) {
    Subject subject =
        new Subject(
            List.of(
                new Node.Input(n),
                new Node.Affine(0, Weights.of(rows), Weights.of(new double[m])),
                new Node.Rectifier(1, m, Weights.of(0))),
            Indices.of(2));
    return new Certificate(
        subject, Domain.wholeSpace(n), new Proof.ActiveRows(n, proof), "-", List.of());
  }

  private static double[] flat(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
