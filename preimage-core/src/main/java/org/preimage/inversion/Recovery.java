package org.preimage.inversion;

import java.util.List;

/**
 * The result of an inversion.
 *
 * @param code ẑ
 * @param output G(ẑ), observed or not: the completed output
 * @param residual ‖A G(ẑ) − y‖
 * @param relativeResidual the residual over ‖y‖
 * @param estimate how it was found
 * @param diagnosis what it came to
 * @param trust how far the observation determines it
 * @param seconds of wall time
 */
@SuppressWarnings("ArrayRecordComponent")
public record Recovery(
    double[] code,
    double[] output,
    double residual,
    double relativeResidual,
    Estimate estimate,
    Diagnosis diagnosis,
    Trust trust,
    double seconds) {
  /** The same, not unique because of another code that was found later. */
  public Recovery with(SecondCode second) {
    List<double[]> kernel =
        diagnosis instanceof Diagnosis.NotUnique family ? family.kernel() : List.of();
    return new Recovery(
        code,
        output,
        residual,
        relativeResidual,
        estimate,
        new Diagnosis.NotUnique(kernel, second.other()),
        trust,
        seconds);
  }

  /** ‖ẑ − z‖/‖z‖ for a code z known otherwise. */
  public double relativeError(double[] truth) {
    double error = 0;
    double length = 0;
    for (int j = 0; j < truth.length; j++) {
      error = Math.hypot(error, code[j] - truth[j]);
      length = Math.hypot(length, truth[j]);
    }
    return error / length;
  }
}
