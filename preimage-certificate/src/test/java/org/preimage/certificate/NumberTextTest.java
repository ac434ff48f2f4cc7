package org.preimage.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The readers of numbers accept what Java's own writers write, and nothing else. */
class NumberTextTest {
  private static final String ALPHABET = "0123456789abcdefABFpPx.-+ In";

  @Test
  void numbersComeBack() {
    Random random = new Random(5);
    for (int trial = 0; trial < 200_000; trial++) {
      long bits = random.nextLong() >> random.nextInt(64);
      double value = Double.longBitsToDouble(random.nextBoolean() ? bits : bits << 40);
      if (!Double.isNaN(value)) {
        assertThat(number(HexFloat.write(value))).as(HexFloat.write(value)).isEqualTo(value);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0.0,
        -0.0,
        1,
        -3,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MIN_NORMAL,
        0x0.fffffffffffffp-1022,
        Double.MAX_VALUE,
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY
      })
  void extremesComeBack(double value) {
    assertThat(Double.doubleToRawLongBits(number(HexFloat.write(value))))
        .isEqualTo(Double.doubleToRawLongBits(value));
  }

  /** Whatever is read is spelled as the writer spells it. */
  @Test
  void otherSpellingsOfNumbersAreRefused() {
    Random random = new Random(6);
    int read = 0;
    for (int trial = 0; trial < 500_000; trial++) {
      double start = Double.longBitsToDouble(random.nextLong() << random.nextInt(53));
      String token = damaged(Double.toHexString(start), random);
      double value = number(token);
      if (!Double.isNaN(value)) {
        assertThat(Double.toHexString(value)).isEqualTo(token);
        read++;
      }
    }
    assertThat(read).isGreaterThan(10_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "0x",
        "0x1.",
        "0x1.p0",
        "0x1.0",
        "0x1.0p",
        "0x1.0p-",
        "0x1.0p00",
        "0x1.0p-0",
        "0x1.0p1024",
        "0x1.0p-1023",
        "0x1.00p0",
        "0x1.10p0",
        "0x1.Ap0",
        "0x2.0p0",
        "0x0.0p-1022",
        "0x0.8p0",
        "0x1.00000000000001p0",
        "0x1.8p-9999999999",
        "0X1.0p0",
        "1.0",
        "NaN",
        "Infinit",
        "Infinity0",
        "--0x1.0p0"
      })
  void spellingIsNoNumber(String token) {
    assertThat(number(token)).isNaN();
  }

  @Test
  void integersComeBackAndOtherSpellingsAreRefused() {
    Random random = new Random(7);
    int read = 0;
    for (int trial = 0; trial < 500_000; trial++) {
      int start = random.nextInt() >> random.nextInt(32);
      assertThat(integer(Integer.toString(start))).isEqualTo(start);
      String token = damaged(Integer.toString(start), random);
      long value = integer(token);
      if (value != Decimal.NONE) {
        assertThat(Long.toString(value)).isEqualTo(token);
        assertThat((long) (int) value).isEqualTo(value);
        read++;
      }
    }
    assertThat(read).isGreaterThan(10_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-", "-0", "00", "01", "-01", "+1", "2147483648", "-2147483649", "1 ", "1e3"})
  void spellingIsNoInteger(String token) {
    assertThat(integer(token)).isEqualTo(Decimal.NONE);
  }

  @Test
  void integersHaveBounds() {
    assertThat(integer("2147483647")).isEqualTo(Integer.MAX_VALUE);
    assertThat(integer("-2147483648")).isEqualTo(Integer.MIN_VALUE);
    byte[] text = "x12".getBytes(StandardCharsets.US_ASCII);
    assertThat(Decimal.read(text, 1, 3, 12, 12)).isEqualTo(12);
    assertThat(Decimal.read(text, 1, 3, 13, 20)).isEqualTo(Decimal.NONE);
    assertThat(Decimal.read(text, 1, 3, 0, 11)).isEqualTo(Decimal.NONE);
  }

  /** One character replaced, removed or inserted. */
  private static String damaged(String token, Random random) {
    int at = random.nextInt(token.length());
    char c = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
    return switch (random.nextInt(3)) {
      case 0 -> token.substring(0, at) + c + token.substring(at + 1);
      case 1 -> token.substring(0, at) + token.substring(at + 1);
      default -> token.substring(0, at) + c + token.substring(at);
    };
  }

  /** Read amid other bytes, which must not matter. */
  private static double number(String token) {
    byte[] text = ("1" + token + "1").getBytes(StandardCharsets.ISO_8859_1);
    return HexFloat.read(text, 1, text.length - 1);
  }

  private static long integer(String token) {
    byte[] text = ("1" + token + "1").getBytes(StandardCharsets.ISO_8859_1);
    return Decimal.read(text, 1, text.length - 1, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }
}
