package org.preimage.spanning;

import java.util.Optional;
import java.util.OptionalInt;
import org.preimage.certificate.LayerProof;
import org.preimage.certificate.Point;

/**
 * What the search for one layer found: a proposal that becomes a verdict when the checker accepts.
 */
public sealed interface LayerResult {
  /** How it was found, or what is missing, in a few words. */
  String evidence();

  /**
   * Active rows (parallel ones counted once) at the worst point found, where one was looked for.
   */
  OptionalInt fewestActive();

  /** A proof of injectivity. */
  record Injective(LayerProof proof, String evidence, OptionalInt fewestActive)
      implements LayerResult {}

  /**
   * A point whose active rows do not span.
   *
   * @param x interior point
   * @param direction non-zero and orthogonal to every row active at x, when it was computed exactly
   */
  record Deficient(Point x, Optional<Point> direction, String evidence, OptionalInt fewestActive)
      implements LayerResult {}

  /** Neither. */
  record Undecided(String evidence, OptionalInt fewestActive) implements LayerResult {}
}
