package org.preimage.benchmarks.peers;

import java.lang.management.ManagementFactory;

/**
 * What peers are timed with: wall time, or with {@code -Dpreimage.clock=cpu} the processor time of
 * the calling thread, for machines that others use too. All peers but R work in that thread alone.
 */
final class Clock {
  private static final boolean PROCESSOR_TIME = "cpu".equals(System.getProperty("preimage.clock"));

  private Clock() {}

  static long nanos() {
    return PROCESSOR_TIME
        ? ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime()
        : System.nanoTime();
  }
}
