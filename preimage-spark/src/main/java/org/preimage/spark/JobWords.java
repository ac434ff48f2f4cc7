package org.preimage.spark;

import picocli.CommandLine.Option;

/** The words that all jobs for {@code spark-submit} take. */
final class JobWords {
  @Option(
      names = "--master",
      paramLabel = "ADDRESS",
      defaultValue = "${sys:spark.master:-local[*]}",
      description = "The cluster. Default: that of spark-submit, otherwise this machine.")
  private String master = "local[*]";

  @Option(
      names = "--progress",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Say on stderr every few seconds how far it is. Default: yes.")
  private boolean progress = true;

  String master() {
    return master;
  }

  /** Lines that count items, if they are wanted. */
  ProgressLines lines(String items) {
    return new ProgressLines(items, progress);
  }
}
