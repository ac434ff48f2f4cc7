package org.preimage.cli;

import java.util.List;
import org.preimage.certify.Effort;
import picocli.CommandLine.Option;

/** How much the searches of a command may keep. */
final class MemoryLimit {
  @Option(
      names = "--memory-limit",
      paramLabel = "SIZE",
      converter = ByteSizeConverter.class,
      description =
          "End a search that would keep more than this: 500m, 2g. Counts open cases, proofs, circuits and points. Default: no limit.")
  private long mostBytes = Long.MAX_VALUE;

  long mostBytes() {
    return mostBytes;
  }

  /** The way out, where a search ended at the limit. */
  static void advise(List<String> lines, Effort effort) {
    if (effort.memoryRanOut()) {
      lines.add("Maybe raise --memory-limit: a search ended at it.");
    }
  }
}
