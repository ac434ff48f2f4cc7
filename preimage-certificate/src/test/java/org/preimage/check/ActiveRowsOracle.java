package org.preimage.check;

import java.util.ArrayList;
import java.util.List;
import org.preimage.certificate.Certificate;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Node;

/**
 * The fewest active rows of a tiny layer at interior points of a box, by trying which rows can be
 * negative together. Rows of negative slope never count. Shares no code with the checker.
 */
final class ActiveRowsOracle {
  private final int n;
  private final List<Fraction[]> interior = new ArrayList<>();
  private final List<Fraction[]> negated = new ArrayList<>();
  private final int always;

  ActiveRowsOracle(Certificate certificate) {
    this.n = certificate.domain().size();
    Node.Affine affine = (Node.Affine) certificate.subject().nodes().get(1);
    Node.Rectifier rectifier = (Node.Rectifier) certificate.subject().nodes().get(2);
    if (!(certificate.domain() instanceof Domain.Box box)) {
      throw new UnsupportedOperationException("balls are not polyhedra");
    }
    for (int j = 0; j < n; j++) {
      end(j, box.lower().get(j), 1);
      end(j, box.upper().get(j), -1);
    }
    int oneToOne = 0;
    for (int i = 0; i < affine.bias().size(); i++) {
      if (rectifier.slopes().shared(i) > 0) {
        oneToOne++;
      } else if (rectifier.slopes().shared(i) == 0) {
        Fraction[] form = zeros();
        for (int j = 0; j < n; j++) {
          form[j] = Fraction.of(-affine.weights().get(i * n + j));
        }
        form[n + 1] = Fraction.of(-affine.bias().get(i));
        negated.add(form);
      }
    }
    this.always = oneToOne;
  }

  /** The last variable is how far every strict inequality is satisfied. */
  private Fraction[] zeros() {
    Fraction[] form = new Fraction[n + 2];
    java.util.Arrays.fill(form, Fraction.ZERO);
    form[n] = Fraction.ONE.negate();
    return form;
  }

  private void end(int j, double end, int sign) {
    if (!Double.isInfinite(end)) {
      Fraction[] form = zeros();
      form[j] = Fraction.of(sign);
      form[n + 1] = Fraction.of(-sign * end);
      interior.add(form);
    }
  }

  int fewest() {
    return always + negated.size() - mostNegative(0, new ArrayList<>(interior));
  }

  private int mostNegative(int from, List<Fraction[]> strict) {
    int most = 0;
    for (int i = from; i < negated.size(); i++) {
      strict.add(negated.get(i));
      if (feasible(strict)) {
        most = Math.max(most, 1 + mostNegative(i + 1, strict));
      }
      strict.remove(strict.size() - 1);
    }
    return most;
  }

  private boolean feasible(List<Fraction[]> strict) {
    LinearSystem system = new LinearSystem(n + 1);
    strict.forEach(system::notNegative);
    Fraction[] distance = zeros();
    distance[n] = Fraction.ONE;
    system.positive(distance);
    return system.feasible();
  }
}
