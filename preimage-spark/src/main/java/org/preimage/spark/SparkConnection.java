package org.preimage.spark;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/**
 * Connections with settings that suit long tasks and a quiet console. Whatever the caller set as a
 * system property {@code spark.…} or with {@code spark-submit --conf} stays.
 */
final class SparkConnection {
  private static final String LOOPBACK = "127.0.0.1";

  private SparkConnection() {}

  /**
   * Connects.
   *
   * @param master address of the cluster
   * @param name under which the cluster lists the work
   * @throws SparkFailure if the master does not answer, or executors could not be given the classes
   *     they need
   */
  static JavaSparkContext open(String master, String name) {
    SparkConf conf = new SparkConf().setMaster(master);
    conf.setIfMissing("spark.app.name", name);
    conf.setIfMissing("spark.ui.enabled", "false");
    conf.setIfMissing("spark.log.level", "WARN");
    // Matrices here are small; every task has one core.
    conf.setIfMissing("spark.executorEnv.OPENBLAS_NUM_THREADS", "1");
    if (isOnThisMachine(master)) {
      conf.setIfMissing("spark.driver.host", LOOPBACK);
      conf.setIfMissing("spark.driver.bindAddress", LOOPBACK);
    }
    if (!isInThisProcess(master) && !conf.contains("spark.jars")) {
      conf.setJars(new String[] {jobJar().toString()});
    }
    return connect(conf, master);
  }

  /** Spark stops a context whose master does not answer, which only later calls complain about. */
  private static JavaSparkContext connect(SparkConf conf, String master) {
    @Nullable Exception cause = null;
    try {
      JavaSparkContext context = new JavaSparkContext(conf);
      if (!context.sc().isStopped()) {
        return context;
      }
    } catch (IllegalStateException e) {
      if (!String.valueOf(e.getMessage()).contains("stopped SparkContext")) {
        throw e;
      }
      cause = e;
    }
    throw new SparkFailure(
        "A cluster requires a master that answers but %s did not.%nMaybe check the address, or that both sides are Spark 4.1."
            .formatted(master),
        cause);
  }

  static boolean isInThisProcess(String master) {
    return master.matches("local(\\[.*\\])?");
  }

  private static boolean isOnThisMachine(String master) {
    return isInThisProcess(master) || master.matches("spark://(127\\.0\\.0\\.1|localhost):\\d+");
  }

  /** The jar with everything the executors need, which the build puts beside that of this class. */
  private static Path jobJar() {
    Path here = Path.of(location());
    String name = String.valueOf(here.getFileName());
    Path jar =
        name.endsWith("-job.jar")
            ? here
            : here.resolveSibling(name.replaceFirst("\\.jar$", "-job.jar"));
    if (name.endsWith(".jar") && Files.isRegularFile(jar)) {
      return jar;
    }
    throw new SparkFailure(
        ("A cluster requires the job jar but %s does not exist.%n"
                + "Maybe run: mvn -B -DskipTests package -pl preimage-spark -am")
            .formatted(jar),
        null);
  }

  private static URI location() {
    try {
      return SparkConnection.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("Classes come from a place with a valid address.", e);
    }
  }
}
