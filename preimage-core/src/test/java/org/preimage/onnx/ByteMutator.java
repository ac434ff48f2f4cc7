package org.preimage.onnx;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Changes bytes without knowing a format. */
final class ByteMutator {
  private static final byte[] VALUES = {0, 1, -1, 127, -128, '(', ')', ',', '-', '9', '\n', ' '};

  private final Random random;

  ByteMutator(Random random) {
    this.random = random;
  }

  /** One to eight changes; {@code others} lend pieces. */
  byte[] mutate(byte[] original, List<byte[]> others) {
    byte[] bytes = original;
    for (int k = 1 + random.nextInt(8); k > 0; k--) {
      bytes = once(bytes, others.get(random.nextInt(others.size())));
    }
    return bytes;
  }

  private byte[] once(byte[] bytes, byte[] other) {
    if (bytes.length == 0) {
      return other;
    }
    int at = random.nextInt(bytes.length);
    int length = Math.min(random.nextInt(16), bytes.length - at);
    return switch (random.nextInt(6)) {
      case 0 -> with(bytes, at, (byte) (bytes[at] ^ 1 << random.nextInt(8)));
      case 1 -> with(bytes, at, VALUES[random.nextInt(VALUES.length)]);
      case 2 -> joined(bytes, at, new byte[0], at + length);
      case 3 -> joined(bytes, at, Arrays.copyOfRange(bytes, at, at + length), at);
      case 4 -> {
        int from = random.nextInt(other.length + 1);
        int to = Math.min(other.length, from + random.nextInt(64));
        yield joined(bytes, at, Arrays.copyOfRange(other, from, to), at);
      }
      default -> with(bytes, at, (byte) random.nextInt());
    };
  }

  private static byte[] with(byte[] bytes, int at, byte value) {
    byte[] changed = bytes.clone();
    changed[at] = value;
    return changed;
  }

  private static byte[] joined(byte[] bytes, int end, byte[] middle, int start) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, end);
    out.writeBytes(middle);
    out.write(bytes, start, bytes.length - start);
    return out.toByteArray();
  }
}
