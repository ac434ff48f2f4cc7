package org.preimage.torch;

import java.util.List;
import org.preimage.certificate.Indices;

/** Windows of a pooling node as a rectangular table. */
final class Windows {
  private Windows() {}

  /** Length of the longest. */
  static int width(List<Indices> windows) {
    return windows.stream().mapToInt(Indices::size).max().orElse(0);
  }

  /** Row by row; shorter windows are filled up with their first entry. */
  static int[] repeated(List<Indices> windows) {
    return table(windows, false, 0);
  }

  /** Row by row; shorter windows are filled up with a given entry. */
  static int[] filled(List<Indices> windows, int filler) {
    return table(windows, true, filler);
  }

  private static int[] table(List<Indices> windows, boolean fixed, int filler) {
    int width = width(windows);
    int[] table = new int[windows.size() * width];
    for (int j = 0; j < windows.size(); j++) {
      Indices window = windows.get(j);
      for (int k = 0; k < width; k++) {
        table[j * width + k] = k < window.size() ? window.get(k) : fixed ? filler : window.get(0);
      }
    }
    return table;
  }
}
