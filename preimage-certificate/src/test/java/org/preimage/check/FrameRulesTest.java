package org.preimage.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.preimage.certificate.Certificate;
import org.preimage.certificate.CertificateReader;
import org.preimage.certificate.CertificateWriter;
import org.preimage.certificate.Domain;
import org.preimage.certificate.Ends;
import org.preimage.certificate.Indices;
import org.preimage.certificate.Node;
import org.preimage.certificate.Point;
import org.preimage.certificate.Proof;
import org.preimage.certificate.Rational;
import org.preimage.certificate.Subject;
import org.preimage.certificate.Weights;

/** Frame bounds of layers small enough to know them by hand. */
class FrameRulesTest {
  private static final Domain LINE = Domain.wholeSpace(1);

  /** ReLU(x), ReLU(−2x): 1 on the right, 4 on the left. */
  private static final double[] TWO = {1, -2};

  /** Row 0 active, enough; else row 1 active, enough; both inactive: the functions −x and 2x. */
  private static final Indices STEPS = Indices.of(0, -1, 2, -1, -2);

  private static final Indices BOTH_INACTIVE = Indices.of(2, 3);

  @Test
  void acceptsTheExactBound() {
    // Equality at a leaf: intervals cannot decide it, integers do.
    assertThat(outcome(TWO, none(), LINE, 0, tree(Rational.ONE, STEPS, BOTH_INACTIVE)))
        .isInstanceOf(Outcome.Accepted.class);
  }

  @Test
  void rejectsAnythingAbove() {
    Rational above =
        Rational.ONE.plus(new Rational(java.math.BigInteger.ONE, java.math.BigInteger.TEN.pow(60)));
    assertRejected(outcome(TWO, none(), LINE, 0, tree(above, STEPS, BOTH_INACTIVE)));
  }

  @Test
  void rejectsWhatIsNotAssumed() {
    // The conflict names both rows as inactive where only the first is.
    assertRejected(
        outcome(TWO, none(), LINE, 0, tree(Rational.ONE, Indices.of(0, -1, -2), BOTH_INACTIVE)));
    assertRejected(outcome(TWO, none(), LINE, 0, tree(Rational.ONE, STEPS, Indices.of(0, 3))));
  }

  @Test
  void rejectsConflictsThatAreNone() {
    // Row 0 active, row 1 inactive hold together for x > 0; and zero is active twice without
    // strictness.
    assertRejected(
        outcome(
            TWO,
            none(),
            LINE,
            0,
            tree(
                Rational.of(4),
                Indices.of(0, 2, -1, -2, 2, -1, -3),
                Indices.of(0, 3),
                BOTH_INACTIVE)));
    assertRejected(
        outcome(TWO, none(), LINE, 0, tree(Rational.ONE, STEPS, BOTH_INACTIVE, Indices.of(0, 1))));
    assertRejected(
        outcome(TWO, none(), LINE, 0, tree(Rational.ONE, STEPS, BOTH_INACTIVE, Indices.of(3, 3))));
    assertRejected(
        outcome(TWO, none(), LINE, 0, tree(Rational.ONE, STEPS, BOTH_INACTIVE, Indices.of(2, 4))));
    assertRejected(
        outcome(TWO, none(), LINE, 0, tree(Rational.ONE, STEPS, BOTH_INACTIVE, Indices.of())));
  }

  @Test
  void rejectsTreesThatEndEarlyOrLate() {
    for (int[] steps :
        List.of(
            new int[0],
            new int[] {0, -1},
            new int[] {0, -1, 2, -1, -2, -1},
            new int[] {8, -1, -1},
            new int[] {0, 0, -1, -1, 2, -1, -2},
            new int[] {0, -1, 2, -1, -9})) {
      assertRejected(
          outcome(TWO, none(), LINE, 0, tree(Rational.ONE, Indices.of(steps), BOTH_INACTIVE)));
    }
  }

  @Test
  void usesConstantsWithBiases() {
    // ReLU(x + 1), ReLU(−x − ½): the functions −x − 1 and x + ½ add up to −½, with ½·1 to zero.
    double[] rows = {1, -1};
    double[] bias = {1, -0.5};
    assertThat(outcome(rows, bias, LINE, 0, tree(Rational.ONE, STEPS, Indices.of(2, 3, 6))))
        .isInstanceOf(Outcome.Accepted.class);
    assertRejected(outcome(rows, bias, LINE, 0, tree(Rational.ONE, STEPS, BOTH_INACTIVE)));
    assertRejected(
        outcome(
            rows, new double[] {-1, 0.5}, LINE, 0, tree(Rational.ONE, STEPS, Indices.of(2, 3, 6))));
  }

  @Test
  void usesEndsOfTheDomain() {
    // ReLU(x) where x > 0: "row 0 is inactive" and "x is above its lower end" exclude each other.
    Proof proof = tree(Rational.ONE, Indices.of(0, -1, -2), Indices.of(1, 2));
    assertThat(outcome(new double[] {1}, new double[1], Domain.orthant(1), 0, proof))
        .isInstanceOf(Outcome.Accepted.class);
    assertRejected(outcome(new double[] {1}, new double[1], LINE, 0, proof));
    Domain box = new Domain.Box(Ends.of(-0.25), Ends.of(1));
    assertRejected(outcome(new double[] {1}, new double[1], box, 0, proof));
    // −(x + ½) and x + ¼ add up to −¼.
    Proof shifted = tree(Rational.ONE, Indices.of(0, -1, -2), Indices.of(1, 2, 4));
    assertThat(outcome(new double[] {1}, new double[] {0.5}, box, 0, shifted).accepted()).isTrue();
    assertThat(
            outcome(new double[] {1}, new double[] {0.5}, new Domain.Ball(1, 0.25), 0, shifted)
                .accepted())
        .isTrue();
  }

  @Test
  void countsSlopesOfInactiveRows() {
    Proof leaf = tree(Rational.of(0.25), Indices.of(-1));
    assertThat(outcome(new double[] {1}, new double[1], LINE, 0.5, leaf).accepted()).isTrue();
    assertRejected(outcome(new double[] {1}, new double[1], LINE, 0.499, leaf));
    assertRejected(outcome(new double[] {1}, new double[1], LINE, 1.5, leaf));
    assertRejected(outcome(new double[] {1}, new double[1], LINE, -0.5, leaf));
  }

  @Test
  void pointsBoundFromAbove() {
    for (double x : new double[] {-1, 1}) {
      Rational value = Rational.of(x > 0 ? 1 : 4);
      assertThat(outcome(TWO, none(), LINE, 0, point(value, x, 3)).accepted()).isTrue();
      assertRejected(outcome(TWO, none(), LINE, 0, point(value.minus(Rational.of(0x1p-80)), x, 3)));
    }
    // At zero both rows are active.
    assertRejected(outcome(TWO, none(), LINE, 0, point(Rational.ONE, 0, 3)));
    assertRejected(outcome(TWO, none(), LINE, 0, point(Rational.ONE, 1, 0)));
    assertRejected(outcome(TWO, none(), Domain.orthant(1), 0, point(Rational.of(4), -1, 3)));
    assertThat(outcome(TWO, none(), LINE, 0.5, point(Rational.of(2), 1, 1)).accepted()).isTrue();
    assertRejected(outcome(TWO, none(), LINE, 0.5, point(Rational.of(1.75), 1, 1)));
  }

  @Test
  void readsWhatItWrites() throws Exception {
    for (Proof proof :
        List.of(
            tree(
                new Rational(java.math.BigInteger.ONE, java.math.BigInteger.valueOf(3)),
                STEPS,
                BOTH_INACTIVE),
            point(Rational.of(4), -1, 3))) {
      Certificate certificate = certificate(TWO, none(), LINE, 0, proof);
      String text = CertificateWriter.toText(certificate);
      Certificate read =
          CertificateReader.read(
              new java.io.ByteArrayInputStream(
                  text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
      assertThat(read.proof()).isEqualTo(proof);
      assertThat(CertificateWriter.toText(read)).isEqualTo(text);
      assertThat(Checker.check(read).accepted()).isTrue();
    }
  }

  @Test
  void acceptedMutantsAreTrue() {
    int[] alphabet = {-5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5};
    int accepted = 0;
    Rational bound = Rational.of(2);
    // 4 on the left and 1 on the right: no tree whatever may prove 2.
    for (int code = 0; code < Math.pow(alphabet.length, 5); code++) {
      int[] steps = new int[5];
      for (int k = 0, rest = code; k < 5; k++, rest /= alphabet.length) {
        steps[k] = alphabet[rest % alphabet.length];
      }
      Proof proof = tree(bound, Indices.of(steps), BOTH_INACTIVE);
      accepted += outcome(TWO, none(), LINE, 0, proof).accepted() ? 1 : 0;
    }
    assertThat(accepted).isZero();
  }

  private static double[] none() {
    return new double[2];
  }

  private static Proof tree(Rational bound, Indices steps, Indices... conflicts) {
    return new Proof.FrameTree(bound, List.of(conflicts), steps);
  }

  private static Proof point(Rational bound, double x, double direction) {
    return new Proof.FramePoint(bound, Point.of(x), Point.of(direction));
  }

  private static Outcome outcome(
      double[] rows, double[] bias, Domain domain, double slope, Proof proof) {
    return Checker.check(certificate(rows, bias, domain, slope, proof));
  }

  private static Certificate certificate(
      double[] rows, double[] bias, Domain domain, double slope, Proof proof) {
    double[] slopes = new double[rows.length];
    Arrays.fill(slopes, slope);
    Subject subject =
        new Subject(
            List.of(
                new Node.Input(1),
                new Node.Affine(0, Weights.of(rows), Weights.of(bias)),
                new Node.Rectifier(1, rows.length, Weights.of(slopes))),
            Indices.of(2));
    return new Certificate(subject, domain, proof, "-", List.of());
  }

  private static void assertRejected(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
    assertThat(((Outcome.Rejected) outcome).where()).isNotEqualTo("checker");
  }
}
