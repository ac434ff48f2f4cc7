package org.preimage.cli;

import org.preimage.certificate.Domain;

/** Domains in words. */
final class DomainText {
  private DomainText() {}

  static String of(Domain domain) {
    if (domain instanceof Domain.Ball ball) {
      return "the ball of radius %s in R^%d"
          .formatted(NumberText.shortest(ball.radius()), ball.size());
    }
    Domain.Box box = (Domain.Box) domain;
    if (box.isWholeSpace()) {
      return "R^" + box.size();
    }
    if (box.equals(Domain.orthant(box.size()))) {
      return "the orthant x ≥ 0 of R^" + box.size();
    }
    return isCube(box)
        ? "the box [%s, %s]^%d"
            .formatted(
                NumberText.shortest(box.lower().get(0)),
                NumberText.shortest(box.upper().get(0)),
                box.size())
        : "a box in R^" + box.size();
  }

  private static boolean isCube(Domain.Box box) {
    for (int j = 1; j < box.size(); j++) {
      if (box.lower().get(j) != box.lower().get(0) || box.upper().get(j) != box.upper().get(0)) {
        return false;
      }
    }
    return box.size() > 0;
  }
}
