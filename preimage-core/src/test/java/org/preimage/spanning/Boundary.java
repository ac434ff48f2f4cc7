package org.preimage.spanning;

/** What a convolution does at the border. */
public enum Boundary {
  /** Only positions where the whole kernel fits. */
  VALID,
  /** Zeros before each axis, so that there are as many outputs as inputs. */
  ZERO,
  /** The input repeats. */
  PERIODIC
}
