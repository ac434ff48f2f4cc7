package org.preimage.capacity.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Golden values: an independent script in Python, and published numbers where there are any. */
final class OneLayerTest {
  private static Map<String, TheoryValue> values;

  @BeforeAll
  static void compute() {
    values =
        new OneLayer().all().stream().collect(Collectors.toMap(TheoryValue::key, value -> value));
  }

  private static TheoryValue value(String key) {
    return Objects.requireNonNull(values.get(key), key);
  }

  @ParameterizedTest
  @CsvSource({
    "mean-direction, 3.40281622",
    "union-slides, 5.70047284",
    "union, 10.42423171",
    "union-binomial, 10.32071739",
    "bad-cells, 9.08860683",
    "gordon-mesh, 23.53958258",
    "euler, 8.34463296",
    "rs, 7.64769494",
    "dat, 5.32376690",
    "partially-lifted, 7.44863873",
    "rsb-1, 6.71569684",
    "rsb-2, 6.70039195",
    "rsb-3, 6.69868784",
    "rsb-4, 6.69828818",
    "rsb-5, 6.69815833",
    "rsb-6, 6.69810645",
    "rsb-7, 6.69808242",
    "rsb-8, 6.69807009"
  })
  void agreesWithTheIndependentScript(String key, double expected) {
    assertThat(value(key).value()).isCloseTo(expected, within(1e-8));
  }

  /** arXiv 2302.14112, stored results of its repository. */
  @ParameterizedTest
  @CsvSource({
    "gordon-mesh, 23.539582748452002, 2e-7",
    "rs, 7.647694914882121, 3e-8",
    "rsb-1, 6.715696838016862, 1e-9",
    "dat, 5.323766896446882, 1e-8",
    "frsb, 6.698031345621609, 1e-4"
  })
  void agreesWithPublishedNumbers(String key, double expected, double error) {
    assertThat(value(key).value()).isCloseTo(expected, within(error));
  }

  @Test
  void fullBreakingIsTheLimitOfTheLadder() {
    ReplicaLadder ladder = new ReplicaLadder();
    double eighth = ladder.capacity(8).alpha();
    double tenth = ladder.capacity(10).alpha();
    TheoryValue full = value("frsb");

    assertThat(full.value()).isLessThan(tenth).isBetween(6.69795, 6.69820);
    assertThat(full.accuracy()).isBetween(1e-9, 1e-6);
    // The rest falls about as (k + 1/2)⁻⁴.
    double ratio = Math.pow(10.5 / 8.5, 4);
    double limit = tenth - (eighth - tenth) / (ratio - 1);
    assertThat(full.value()).isCloseTo(limit, within(1e-6));
  }

  @Test
  void eachStepLowersTheThreshold() {
    for (int k = 2; k <= OneLayer.STEPS; k++) {
      assertThat(value("rsb-" + k).value()).isLessThan(value("rsb-" + (k - 1)).value());
    }
    assertThat(value("rsb-1").value()).isLessThan(value("partially-lifted").value());
    assertThat(value("partially-lifted").value()).isLessThan(value("rs").value());
  }

  @Test
  void saysWhatIsNoBound() {
    assertThat(value("union-slides").rigor()).isEqualTo(Rigor.INVALID);
    List<Double> proved =
        values.values().stream()
            .filter(v -> v.rigor() == Rigor.PROVED_BOUND && v.meaning() == Meaning.HOLDS_ABOVE)
            .map(TheoryValue::value)
            .toList();
    assertThat(proved).isNotEmpty().allSatisfy(v -> assertThat(v).isGreaterThan(6.698051));
  }

  @Test
  void refusesZeroSteps() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OneLayer().replicaSymmetryBreaking(0))
        .withMessageContaining("at least one step but received 0");
  }
}
