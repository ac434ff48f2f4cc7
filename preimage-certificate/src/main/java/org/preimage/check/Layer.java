package org.preimage.check;

import org.preimage.certificate.Domain;

/** x ↦ σ(Wx + b) on a convex domain, as the layer rules see it. */
interface Layer {
  /** What is known of a row's activation. */
  enum RowKind {
    /** One-to-one: equal outputs always mean equal pre-activations. */
    ALWAYS,
    /** ReLU: equal outputs mean equal pre-activations unless both are negative. */
    RELU,
    /** Nothing is known. */
    UNUSABLE
  }

  int rows();

  int columns();

  /** Row {@code i} of W. */
  SparseRow row(int i) throws Rejection;

  /** b_i. */
  double bias(int i);

  RowKind kind(int i);

  Domain domain();
}
