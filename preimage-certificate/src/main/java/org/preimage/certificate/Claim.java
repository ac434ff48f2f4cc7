package org.preimage.certificate;

import java.util.List;

/** What a certificate states about its subject on its domain. Follows from the proof it carries. */
public sealed interface Claim {
  /** One-to-one on the domain. */
  record Injective() implements Claim {}

  /** Two points of the domain have equal images. */
  record NotInjective() implements Claim {}

  /**
   * One-to-one on the domain if, in each stage proved by counting, every n rows are linearly
   * independent. Almost all matrices are such; the certificate does not show that these are.
   */
  record InjectiveInGeneralPosition() implements Claim {}

  /**
   * The subject is one layer, and at each interior point of the domain at least {@code count} of
   * its rows are active: ReLU rows with a pre-activation ≥ 0, and rows of positive slope. For rows
   * without biases on Rⁿ: the closed halfspace depth of the origin among the rows is at least
   * {@code count}.
   */
  record ActiveRowsAtLeast(int count) implements Claim {}

  /**
   * The subject is one layer without biases, and {@link ActiveRowsAtLeast} holds for every layer
   * whose weights differ from its weights by at most {@code within} each.
   */
  record ActiveRowsNearby(int count, double within) implements Claim {}

  /** The subject is one layer, and some interior point has at most {@code count} active rows. */
  record ActiveRowsAtMost(int count) implements Claim {}

  /**
   * The subject is one layer ρ(Wx + b) with slopes s_i in [0, 1], and at each interior point of the
   * domain λ_min(Σ d_i² w_i w_iᵀ) ≥ {@code bound}, where d_i is 1 for rows with pre-activation ≥ 0
   * and s_i for the others.
   */
  record FrameBoundAtLeast(Rational bound) implements Claim {}

  /** The subject is one layer, and at some interior point that λ_min is at most {@code bound}. */
  record FrameBoundAtMost(Rational bound) implements Claim {}

  /** The words of the certificate text. */
  default List<Object> tokens() {
    if (this instanceof Injective) {
      return List.of("injective");
    } else if (this instanceof NotInjective) {
      return List.of("not-injective");
    } else if (this instanceof InjectiveInGeneralPosition) {
      return List.of("injective-in-general-position");
    } else if (this instanceof ActiveRowsAtLeast least) {
      return List.of("active-rows-at-least", least.count());
    } else if (this instanceof ActiveRowsNearby nearby) {
      return List.of(
          "active-rows-nearby-at-least", nearby.count(), Double.toHexString(nearby.within()));
    } else if (this instanceof ActiveRowsAtMost most) {
      return List.of("active-rows-at-most", most.count());
    } else if (this instanceof FrameBoundAtLeast least) {
      return List.of("frame-bound-at-least", least.bound());
    }
    return List.of("frame-bound-at-most", ((FrameBoundAtMost) this).bound());
  }

  /** The claim as the end of a sentence that begins with "the subject" and ends with the domain. */
  default String phrase() {
    if (this instanceof Injective) {
      return "is injective on";
    } else if (this instanceof NotInjective) {
      return "is not injective on";
    } else if (this instanceof InjectiveInGeneralPosition) {
      return "is injective, if every n rows of its counted layers are linearly independent, on";
    } else if (this instanceof ActiveRowsAtLeast least) {
      return "has at least " + least.count() + " active rows everywhere on";
    } else if (this instanceof ActiveRowsNearby nearby) {
      return "has, however its weights change by up to "
          + nearby.within()
          + " each, at least "
          + nearby.count()
          + " active rows everywhere on";
    } else if (this instanceof ActiveRowsAtMost most) {
      return "has at most " + most.count() + " active rows somewhere on";
    } else if (this instanceof FrameBoundAtLeast least) {
      return "has a lower frame bound of its active rows of at least "
          + rounded(least.bound())
          + " everywhere on";
    }
    return "has a lower frame bound of its active rows of at most "
        + rounded(((FrameBoundAtMost) this).bound())
        + " somewhere on";
  }

  private static String rounded(Rational bound) {
    return bound.toDouble() + (Rational.of(bound.toDouble()).equals(bound) ? "" : " (rounded)");
  }
}
