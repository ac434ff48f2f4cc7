package org.preimage.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenReaderTest {
  /** Memory is that of the entries that came, times eight at most, and a quarter while copying. */
  @ParameterizedTest
  @ValueSource(ints = {65, 127, 512, 513, 1000, 65_535, 10_000_000, Limits.ENTRIES})
  void arraysGrowWithWhatCame(int count) {
    int size = 64;
    while (size < count) {
      int next = TokenReader.grown(size, count);
      assertThat(next).isGreaterThan(size).isLessThanOrEqualTo(count);
      assertThat((long) next).isLessThan(8L * (size + 1));
      assertThat(size).isLessThanOrEqualTo(Math.max(64, count / 4));
      size = next;
    }
  }

  /** Tokens and sentences lie across the ends of the buffer in every way. */
  @Test
  void tokensCrossTheEndOfTheBuffer() throws IOException, MalformedCertificateException {
    String digits = "7".repeat(8_191);
    StringBuilder text = new StringBuilder();
    int rounds = 300;
    for (int k = 0; k < rounds; k++) {
      text.append("key ").append(-k).append(' ').append(digits).append(" 0x1.8p").append(k);
      text.append("\nnote ").append("\u00e9 ".repeat(k)).append("|\n");
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    TokenReader tokens = new TokenReader(new ByteArrayInputStream(bytes));
    for (int k = 0; k < rounds; k++) {
      tokens.expect("key");
      assertThat(tokens.integer("an integer", -rounds)).isEqualTo(-k);
      assertThat(tokens.word("digits")).isEqualTo(digits);
      assertThat(tokens.number("a number")).isEqualTo(Math.scalb(1.5, k));
      tokens.endLine();
      tokens.expect("note");
      assertThat(tokens.sentence("a note")).isEqualTo("\u00e9 ".repeat(k) + "|");
    }
    tokens.endFile();
    assertThat(tokens.line()).isEqualTo(2 * rounds + 1);
    assertThat(tokens.digest()).isEqualTo(digest(bytes));
  }

  /** A section's digest is that of its lines only. */
  @Test
  void sectionsHaveTheirOwnDigest() throws IOException, MalformedCertificateException {
    byte[] bytes = "before\ninside\nafter\n".getBytes(StandardCharsets.US_ASCII);
    TokenReader tokens = new TokenReader(new ByteArrayInputStream(bytes));
    tokens.expect("before");
    tokens.endLine();
    tokens.startSection();
    tokens.expect("inside");
    tokens.endLine();
    assertThat(tokens.endSection())
        .isEqualTo(digest("inside\n".getBytes(StandardCharsets.US_ASCII)));
    tokens.expect("after");
    tokens.endLine();
    tokens.endFile();
    assertThat(tokens.digest()).isEqualTo(digest(bytes));
  }

  private static String digest(byte[] bytes) {
    var digest = Sha256.start();
    digest.update(bytes);
    return Sha256.hex(digest);
  }
}
