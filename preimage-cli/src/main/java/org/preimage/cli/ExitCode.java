package org.preimage.cli;

import org.preimage.certify.Verdict;

/** Exit codes of the program; those from 64 on follow the BSD convention (sysexits). */
final class ExitCode {
  /** Injective, accepted, or done. */
  static final int SUCCESS = 0;

  /** Not injective, or a certificate was rejected. */
  static final int NEGATIVE = 1;

  static final int UNDECIDED = 2;

  /** The command line is wrong. */
  static final int USAGE = 64;

  /** An input file is not what it should be. */
  static final int BAD_DATA = 65;

  /** An input file is missing or cannot be read. */
  static final int NO_INPUT = 66;

  /** A cluster cannot be reached, or gave up. */
  static final int UNAVAILABLE = 69;

  /** A defect of this program, or memory ran out. */
  static final int INTERNAL = 70;

  /** An output file cannot be written. */
  static final int CANNOT_WRITE = 73;

  /** Stopped with Ctrl-C. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}

  static int of(Verdict verdict) {
    if (verdict instanceof Verdict.Injective) {
      return SUCCESS;
    }
    return verdict instanceof Verdict.NotInjective ? NEGATIVE : UNDECIDED;
  }
}
