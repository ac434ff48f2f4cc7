package org.preimage.generative;

/**
 * Which slice of code space a landscape shows.
 *
 * @param span from the centre to each edge, positive
 * @param grid points a side, odd so that the centre is one, from 3 to 4001
 * @param directions that span the slice
 * @param seed of random directions
 */
public record LandscapeOptions(double span, int grid, Directions directions, long seed) {
  private static final int FINEST = 4001;

  /** What spans the slice. */
  public enum Directions {
    /** The first two latent coordinates. */
    AXES,
    /** Two random directions, orthonormal. */
    RANDOM
  }

  public LandscapeOptions {
    if (!(span > 0) || !Double.isFinite(span)) {
      throw new IllegalArgumentException(
          "A landscape requires a span above zero but received " + span + ".");
    }
    if (grid < 3 || grid > FINEST || grid % 2 == 0) {
      throw new IllegalArgumentException(
          "A landscape requires an odd number of grid points from 3 to %d, so that the centre is one, but received %d.\nMaybe %d."
              .formatted(FINEST, grid, Math.max(3, Math.min(FINEST, grid + 1))));
    }
  }

  /** Two to each side, 101 × 101 points, latent coordinates, seed 1. */
  public static LandscapeOptions defaults() {
    return new LandscapeOptions(2, 101, Directions.AXES, 1);
  }

  /** Another span. */
  public LandscapeOptions withSpan(double other) {
    return new LandscapeOptions(other, grid, directions, seed);
  }

  /** Another number of points a side. */
  public LandscapeOptions withGrid(int other) {
    return new LandscapeOptions(span, other, directions, seed);
  }

  /** Other directions. */
  public LandscapeOptions withDirections(Directions other) {
    return new LandscapeOptions(span, grid, other, seed);
  }

  /** Another seed. */
  public LandscapeOptions withSeed(long other) {
    return new LandscapeOptions(span, grid, directions, other);
  }
}
