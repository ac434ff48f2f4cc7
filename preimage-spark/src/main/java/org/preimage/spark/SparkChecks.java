package org.preimage.spark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import org.preimage.onnx.ModelFileException;
import org.preimage.onnx.ModelFiles;

/**
 * Checks many models, one task each. The driver reads a few models ahead of the cluster, so that
 * neither waits for the other and few are held at once.
 */
final class SparkChecks {
  private static final int AHEAD_OF_EACH_CORE = 3;
  private static final long POLL_MILLIS = 200;

  /** Receives the result of each model once, in the order in which checks end. */
  interface Receiver {
    void accept(CheckedModel checked) throws IOException;
  }

  private final JavaSparkContext spark;
  private final TaskResults<ModelCheck.Item, CheckedModel> tasks;
  private final Receiver receiver;
  private final Map<Integer, Broadcast<ModelFiles>> travelling = new HashMap<>();

  private SparkChecks(JavaSparkContext spark, ModelCheck work, Receiver receiver) {
    this.spark = spark;
    this.tasks = new TaskResults<>(spark, work);
    this.receiver = receiver;
  }

  /**
   * Runs until all models are checked or it is told to end.
   *
   * @throws IOException if the receiver fails
   */
  static void run(
      String master, List<Path> models, ModelCheck work, Receiver receiver, BooleanSupplier ended)
      throws IOException, InterruptedException {
    try (JavaSparkContext spark = SparkConnection.open(master, "preimage check")) {
      SparkChecks checks = new SparkChecks(spark, work, receiver);
      try {
        checks.run(models, ended);
      } finally {
        checks.tasks.cancel();
      }
    }
  }

  private void run(List<Path> models, BooleanSupplier ended)
      throws IOException, InterruptedException {
    int next = 0;
    while (!ended.getAsBoolean() && (next < models.size() || tasks.pending() > 0)) {
      long most = (1L + AHEAD_OF_EACH_CORE) * spark.defaultParallelism();
      if (next < models.size() && tasks.pending() < most) {
        begin(next, models.get(next));
        next++;
        drain(0);
      } else {
        drain(POLL_MILLIS);
      }
    }
  }

  private void begin(int number, Path model) throws IOException {
    try {
      Broadcast<ModelFiles> files = spark.broadcast(ModelFiles.gather(model));
      travelling.put(number, files);
      tasks.submit(List.of(new ModelCheck.Item(number, files)));
    } catch (ModelFileException e) {
      receiver.accept(CheckedModel.failed(number, e));
    }
  }

  private void drain(long millis) throws IOException, InterruptedException {
    @Nullable CheckedModel checked = tasks.poll(millis);
    if (checked != null) {
      Broadcast<ModelFiles> files = travelling.remove(checked.number());
      if (files != null) {
        files.destroy();
      }
      receiver.accept(checked);
    }
  }
}
