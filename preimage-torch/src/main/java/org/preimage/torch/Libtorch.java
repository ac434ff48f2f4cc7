package org.preimage.torch;

import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.global.torch;

/** The native library, loaded at the first call. */
final class Libtorch {
  private static final String NO_LIMIT = "org.bytedeco.javacpp.maxPhysicalBytes";

  private Libtorch() {}

  /** The holder idiom: the library is unpacked and loaded when this class is first touched. */
  private static final class Library {
    static final boolean LOADED = load();

    private static boolean load() {
      if (System.getProperty(NO_LIMIT) == null) {
        // Looking up the memory of the process at each of the many small allocations costs as much
        // as they do. Too late, and harmless, where another library came first.
        System.setProperty(NO_LIMIT, "0");
      }
      // Threads of OpenBLAS inside threads of libtorch wait for each other: ten times slower.
      openblas.blas_set_num_threads(1);
      torch.set_num_threads(1);
      return true;
    }
  }

  /** Whether the library fits this machine; loads it. */
  static boolean isAvailable() {
    try {
      return Library.LOADED;
    } catch (LinkageError absent) {
      return false;
    }
  }

  /**
   * Loads the library.
   *
   * @throws IllegalStateException if it does not fit this machine
   */
  static void require() {
    if (!isAvailable()) {
      throw new IllegalStateException(
          "Computing with libtorch requires its native library for "
              + System.getProperty("os.name")
              + " "
              + System.getProperty("os.arch")
              + " but none could be loaded.\nMaybe use the evaluation in Java instead.");
    }
  }

  /** How many threads one operation may use, in the whole process; one unless set. */
  static void threads(int count) {
    require();
    torch.set_num_threads(count);
  }
}
