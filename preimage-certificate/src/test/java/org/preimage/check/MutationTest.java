package org.preimage.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.preimage.certificate.Certificate;
import org.preimage.certificate.CertificateReader;
import org.preimage.certificate.Claim;
import org.preimage.certificate.MalformedCertificateException;

/**
 * Changes every token of every accepted certificate in several ways. What is still accepted must be
 * true by {@link InjectivityOracle}.
 */
class MutationTest {
  private static final List<String> KEYWORDS =
      List.of(
          "space",
          "orthant",
          "injective",
          "injective-in-general-position",
          "general-position",
          "not-injective",
          "affine",
          "rectifier",
          "one-to-one",
          "opaque",
          "maximum",
          "mean",
          "sum",
          "select",
          "few-active-rows",
          "rank-deficient-cell",
          "mean-value",
          "collision-pair",
          "layerwise",
          "independent-rows",
          "opposite-rows",
          "convolution",
          "transposed-convolution",
          "point",
          "direction");

  static List<Path> accepted() {
    return Corpus.files("accepted");
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void originalIsTrue(Path file) throws Exception {
    assertThat(isTrue(Corpus.text(file))).isTrue();
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void acceptedMutantsAreTrue(Path file) throws Exception {
    int stillAccepted = 0;
    Set<String> mutants = mutants(Corpus.text(file));
    // Mutants that change only the proof share their claim.
    Map<String, Boolean> truth = new HashMap<>();
    for (String mutant : mutants) {
      String sealed = Corpus.sealed(mutant);
      if (Corpus.outcome(sealed).accepted()) {
        stillAccepted++;
        String claim = sealed.substring(0, sealed.indexOf("\nproof "));
        if (assumesTooMuch(sealed)) {
          continue;
        }
        if (!truth.containsKey(claim)) {
          truth.put(claim, isTrue(sealed));
        }
        assertThat(truth.get(claim)).as("accepted although false:%n%s", sealed).isTrue();
      }
    }
    assertThat(mutants).hasSizeGreaterThan(100);
    // Most tokens matter: a checker that looks at little would let most mutants pass.
    assertThat(stillAccepted).isLessThan(mutants.size() / 3);
  }

  @ParameterizedTest
  @MethodSource("accepted")
  void digestsRevealMutants(Path file) {
    String text = Corpus.text(file);
    for (String mutant : mutants(text)) {
      assertThat(Corpus.outcome(mutant)).isInstanceOf(Outcome.Malformed.class);
    }
  }

  /** Which rows are assumed to be in general position is a matter of the proof. */
  private static boolean assumesTooMuch(String text)
      throws IOException, MalformedCertificateException {
    Certificate certificate = read(text);
    return certificate.claim() instanceof Claim.InjectiveInGeneralPosition
        && !new GeneralPositionOracle(certificate).holds();
  }

  private static boolean isTrue(String text) throws IOException, MalformedCertificateException {
    return new InjectivityOracle(read(text)).claimIsTrue();
  }

  private static Certificate read(String text) throws IOException, MalformedCertificateException {
    return CertificateReader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static Set<String> mutants(String text) {
    List<String> lines = List.of(text.split("\n"));
    Set<String> mutants = new LinkedHashSet<>();
    for (int l = 0; l < lines.size(); l++) {
      if (lines.get(l).startsWith("end ") || lines.get(l).startsWith("assumption ")) {
        continue;
      }
      List<String> tokens = List.of(lines.get(l).split(" "));
      for (int t = 0; t < tokens.size(); t++) {
        for (List<String> changed : variants(tokens, t)) {
          List<String> copy = new ArrayList<>(lines);
          copy.set(l, String.join(" ", changed));
          mutants.add(String.join("\n", copy) + "\n");
        }
      }
      List<String> shorter = new ArrayList<>(lines);
      shorter.remove(l);
      mutants.add(String.join("\n", shorter) + "\n");
    }
    mutants.remove(text);
    return mutants;
  }

  private static List<List<String>> variants(List<String> tokens, int t) {
    List<List<String>> variants = new ArrayList<>();
    for (String other : others(tokens.get(t))) {
      List<String> copy = new ArrayList<>(tokens);
      copy.set(t, other);
      variants.add(copy);
    }
    List<String> deleted = new ArrayList<>(tokens);
    deleted.remove(t);
    variants.add(deleted);
    if (t + 1 < tokens.size()) {
      List<String> swapped = new ArrayList<>(tokens);
      java.util.Collections.swap(swapped, t, t + 1);
      variants.add(swapped);
    }
    return variants;
  }

  private static List<String> others(String token) {
    if (token.matches("-?\\d{1,9}")) {
      int value = Integer.parseInt(token);
      return List.of("" + (value + 1), "" + (value - 1), "" + -value, "0", "1/2", "1000000007");
    }
    if (token.matches("-?0x.*|-?Infinity")) {
      double value = Double.parseDouble(token);
      return List.of(
          Double.toHexString(value + 1),
          Double.toHexString(value - 1),
          Double.toHexString(-value),
          Double.toHexString(Math.nextUp(value)),
          Double.toHexString(Math.nextDown(value)),
          "0x0.0p0",
          "NaN");
    }
    if (token.contains("/")) {
      return List.of("-" + token, token + "0", "1" + token, "0", token.replace('/', '1'));
    }
    return KEYWORDS;
  }
}
