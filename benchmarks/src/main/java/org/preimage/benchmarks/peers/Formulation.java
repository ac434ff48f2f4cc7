package org.preimage.benchmarks.peers;

import com.google.ortools.linearsolver.MPConstraintProto;
import com.google.ortools.linearsolver.MPModelProto;
import com.google.ortools.linearsolver.MPVariableProto;

/**
 * "Some x ≠ 0 has at most n − 1 active rows" as a mixed-integer program without objective. Its
 * first n variables are x; infeasible means injective.
 */
interface Formulation {
  /** A few words for the table. */
  String name();

  /** Whether it is given rows of length one, which changes nothing about who is active. */
  default boolean wantsUnitRows() {
    return true;
  }

  /**
   * The program.
   *
   * @param rows W, with rows of length one if it wants them
   * @param limit seconds for linear programs solved beforehand
   */
  MPModelProto model(double[][] rows, double limit);

  /** A continuous variable. */
  static MPVariableProto continuous(double lower, double upper) {
    return MPVariableProto.newBuilder().setLowerBound(lower).setUpperBound(upper).build();
  }

  /** A variable that is zero or one. */
  static MPVariableProto binary() {
    return MPVariableProto.newBuilder()
        .setLowerBound(0)
        .setUpperBound(1)
        .setIsInteger(true)
        .build();
  }

  /** A constraint without terms. */
  static MPConstraintProto.Builder between(double lower, double upper) {
    return MPConstraintProto.newBuilder().setLowerBound(lower).setUpperBound(upper);
  }

  /** Adds {@code factor} times ⟨w, x⟩, x being the first variables. */
  static MPConstraintProto.Builder addRow(
      MPConstraintProto.Builder constraint, double factor, double[] w) {
    for (int j = 0; j < w.length; j++) {
      constraint.addVarIndex(j).addCoefficient(factor * w[j]);
    }
    return constraint;
  }

  /** The sum of consecutive variables lies between two numbers. */
  static MPConstraintProto sum(int first, int count, double lower, double upper) {
    MPConstraintProto.Builder constraint = between(lower, upper);
    for (int i = 0; i < count; i++) {
      constraint.addVarIndex(first + i).addCoefficient(1);
    }
    return constraint.build();
  }
}
