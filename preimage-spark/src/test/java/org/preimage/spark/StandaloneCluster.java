package org.preimage.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Spark cluster of this machine: a master and workers with one core each, every one a process of
 * its own. Spark's jars are all it needs, no distribution. All of its processes end with it.
 */
final class StandaloneCluster implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final long PATIENCE_MILLIS = 240_000;
  private static final Pattern ALIVE = Pattern.compile("\"aliveworkers\"\\s*:\\s*(\\d+)");

  private final Path home;
  private final Path folder;
  private final int port = freePort();
  private final int page = freePort();
  private final List<Process> started = new ArrayList<>();
  private final List<Process> workers = new ArrayList<>();
  private final Thread cleaner = new Thread(this::killAll);

  /**
   * Starts the processes and waits until the workers are known to the master.
   *
   * @param home folder with Spark's jars in {@code jars}
   * @param folder for logs and whatever the cluster writes
   */
  StandaloneCluster(Path home, Path folder, int workerCount) throws IOException {
    this.home = home;
    this.folder = folder;
    Runtime.getRuntime().addShutdownHook(cleaner);
    startMaster();
    for (int k = 1; k <= workerCount; k++) {
      workers.add(startWorker(k));
    }
    await("workers that registered", () -> aliveWorkers() == workerCount);
  }

  /**
   * A cluster of the jars that the build has put together.
   *
   * <p>Skips the test, saying so, where they are missing.
   */
  static StandaloneCluster ofTheBuild(Path folder, int workerCount) throws IOException {
    Path home = Path.of(System.getProperty("preimage.spark.home", "target/spark"));
    assumeTrue(
        Files.isDirectory(home.resolve("jars")) && Files.isRegularFile(jobJar()),
        "Skipped: needs Spark's jars in " + home + "/jars and the job jar " + jobJar() + ".");
    return new StandaloneCluster(home, folder, workerCount);
  }

  /** The jar that is submitted. */
  static Path jobJar() {
    return Path.of(System.getProperty("preimage.job.jar", "target/job.jar"));
  }

  /** Its address. */
  String master() {
    return "spark://" + HOST + ":" + port;
  }

  /** Submits a class of a jar with {@code spark-submit}; its output goes to {@code log}. */
  Process submit(Path jar, String mainClass, Path log, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "org.apache.spark.deploy.SparkSubmit",
                "--master",
                master(),
                "--executor-memory",
                "512m",
                "--conf",
                "spark.driver.host=" + HOST,
                "--conf",
                "spark.driver.bindAddress=" + HOST,
                "--class",
                mainClass,
                jar.toString()));
    command.addAll(List.of(arguments));
    return start(log, "-Xmx512m", command.toArray(String[]::new));
  }

  /** Ends a worker and its executors at once, as a power failure would. */
  void kill(int worker) {
    Process victim = workers.get(worker);
    List<ProcessHandle> executors = victim.descendants().toList();
    assertThat(executors).as("executors of worker %d", worker + 1).isNotEmpty();
    victim.destroyForcibly();
    executors.forEach(ProcessHandle::destroyForcibly);
  }

  /** Waits until something holds. */
  static void await(String what, BooleanSupplier condition) {
    long end = System.currentTimeMillis() + PATIENCE_MILLIS;
    while (!condition.getAsBoolean()) {
      assertThat(System.currentTimeMillis()).as("time waited for %s", what).isLessThan(end);
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void startMaster() throws IOException {
    start(
        folder.resolve("master.log"),
        "-Xmx256m",
        "org.apache.spark.deploy.master.Master",
        "--host",
        HOST,
        "--port",
        Integer.toString(port),
        "--webui-port",
        Integer.toString(page));
  }

  private Process startWorker(int number) throws IOException {
    return start(
        folder.resolve("worker" + number + ".log"),
        "-Xmx256m",
        "org.apache.spark.deploy.worker.Worker",
        "--host",
        HOST,
        "--webui-port",
        Integer.toString(freePort()),
        "--cores",
        "1",
        "--memory",
        "1g",
        "--work-dir",
        folder.resolve("work" + number).toString(),
        master());
  }

  private Process start(Path log, String memory, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                memory,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                home.resolve("jars") + File.separator + "*"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", HOST);
    builder.environment().put("SPARK_LOCAL_DIRS", folder.resolve("scratch").toString());
    Process process = builder.start();
    started.add(process);
    return process;
  }

  /** What the master's page says; 0 before it answers. */
  private int aliveWorkers() {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://" + HOST + ":" + page + "/json/")).build();
      String body =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
      return ALIVE
          .matcher(body)
          .results()
          .mapToInt(match -> Integer.parseInt(match.group(1)))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The logs of the master and the workers, for failures. */
  String logs() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".log"))
          .map(StandaloneCluster::lastLines)
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static String lastLines(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      return "== %s%n%s"
          .formatted(
              file.getFileName(),
              String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size())));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private void killAll() {
    for (Process process : started) {
      List<ProcessHandle> children = process.descendants().toList();
      process.destroyForcibly();
      children.forEach(ProcessHandle::destroyForcibly);
    }
  }

  @Override
  public void close() {
    killAll();
    Runtime.getRuntime().removeShutdownHook(cleaner);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
