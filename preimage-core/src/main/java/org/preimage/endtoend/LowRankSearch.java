package org.preimage.endtoend;

import java.util.List;
import java.util.random.RandomGenerator;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Point;
import org.preimage.certificate.Subject;
import org.preimage.network.Network;
import org.preimage.spanning.SearchBudget;

/**
 * Looks for an input at which some cut has fewer than n active units: hill climbing on the fewest
 * active units over all cuts, with moves of every size. Finds collisions, proves nothing by itself.
 */
public final class LowRankSearch {
  /**
   * The worst input found.
   *
   * @param cut node with the fewest active units there
   * @param active how many are active (z ≥ 0 in binary64)
   * @param fewest for every cut, the fewest active units met at any input
   */
  public record Worst(Point x, int cut, int active, Indices fewest) {
    /** Whether fewer than n units are active. */
    public boolean isDeficient(int n) {
      return active < n;
    }
  }

  private final Network network;
  private final Subject subject;
  private final List<Integer> cuts;
  private final Domain domain;
  private final RandomGenerator random;
  private final SearchBudget budget;
  private final int n;
  private final int[] fewest;
  private double[] bestPoint;
  private int bestCut;
  private int best = Integer.MAX_VALUE;

  public LowRankSearch(
      Network network,
      List<Integer> cuts,
      Domain domain,
      RandomGenerator random,
      SearchBudget budget) {
    this.network = network;
    this.subject = network.subject();
    this.cuts = List.copyOf(cuts);
    this.domain = domain;
    this.random = random;
    this.budget = budget;
    this.n = domain.size();
    this.fewest = new int[cuts.size()];
    java.util.Arrays.fill(fewest, Integer.MAX_VALUE);
    this.bestPoint = new double[n];
    this.bestCut = cuts.isEmpty() ? -1 : cuts.get(0);
  }

  /** Climbs until a deficient input is found or the budget is spent. */
  public Worst run() {
    while (!cuts.isEmpty() && best >= n && !budget.isSpent()) {
      climb();
    }
    return new Worst(Point.of(bestPoint), bestCut, best, Indices.of(fewest));
  }

  private void climb() {
    double[] x = DomainSampler.sample(domain, random);
    double current = score(x);
    int failures = 0;
    int patience = 40 + 10 * n;
    while (failures < patience && best >= n && !budget.isSpent()) {
      double[] candidate = DomainSampler.near(domain, x, random);
      double next = score(candidate);
      failures = next < current ? 0 : failures + 1;
      if (next <= current) {
        current = next;
        x = candidate;
      }
    }
  }

  /**
   * The fewest active units relative to the cut's own size breaks ties between cuts: units on their
   * way out count by how far they are from the border.
   */
  private double score(double[] x) {
    budget.countPoints(1);
    double[][] trace = network.trace(x);
    double lowest = Double.POSITIVE_INFINITY;
    for (int c = 0; c < cuts.size(); c++) {
      double[] z = trace[subject.nodes().get(cuts.get(c)).sources().get(0)];
      double soft = 0;
      int active = 0;
      double scale = 0;
      for (double value : z) {
        scale += Math.abs(value);
      }
      scale = scale / z.length + Double.MIN_NORMAL;
      for (double value : z) {
        if (value >= 0) {
          active++;
          soft += Math.min(1, value / scale);
        }
      }
      fewest[c] = Math.min(fewest[c], active);
      lowest = Math.min(lowest, active + 0.5 * soft);
      if (active < best) {
        best = active;
        bestCut = cuts.get(c);
        bestPoint = x.clone();
      }
    }
    return lowest;
  }
}
