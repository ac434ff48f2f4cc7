package org.preimage.check;

/** A proof step that does not hold; ends the check. */
final class Rejection extends Exception {
  private static final long serialVersionUID = 1L;

  private final String where;
  private final String why;

  Rejection(String where, String why) {
    super(why, null, false, false);
    this.where = where;
    this.why = why;
  }

  /** The outcome to report. */
  Outcome.Rejected outcome() {
    return new Outcome.Rejected(where, why);
  }

  /** The same rejection inside a larger part of the proof. */
  Rejection inside(String part) {
    return new Rejection(where.isEmpty() ? part : part + ", " + where, why);
  }

  static void unless(boolean condition, String where, String why, Object... values)
      throws Rejection {
    if (!condition) {
      throw new Rejection(where, String.format(why, values));
    }
  }
}
