package org.preimage.benchmarks.layerwise;

import java.lang.management.ManagementFactory;

/** Time the calling thread spends on a processor, which other work lengthens little. */
record ProcessorTime(long begun) {
  static ProcessorTime start() {
    return new ProcessorTime(now());
  }

  double milliseconds() {
    return (now() - begun) * 1e-6;
  }

  private static long now() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
