package org.preimage.covering;

/** Ends a search before its tree is complete. */
final class SearchEnd extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;
  private final transient double[] direction;

  private SearchEnd(String reason, double[] direction) {
    super(reason, null, false, false);
    this.reason = reason;
    this.direction = direction;
  }

  static SearchEnd stopped(String reason) {
    return new SearchEnd(reason, new double[0]);
  }

  static SearchEnd found(double[] direction) {
    return new SearchEnd("found", direction);
  }

  CoverSearch.Ending ending(double explored) {
    return direction.length > 0
        ? new CoverSearch.Ending.Found(direction)
        : new CoverSearch.Ending.Stopped(reason, explored);
  }
}
