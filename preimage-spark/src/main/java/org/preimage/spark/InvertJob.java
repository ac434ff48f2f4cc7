package org.preimage.spark;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.preimage.certificate.Indices;
import org.preimage.inversion.Generator;
import org.preimage.network.Network;
import org.preimage.onnx.ModelFiles;
import org.preimage.onnx.ModelLoader;
import org.preimage.onnx.NpyRows;
import org.preimage.onnx.NpyRowsWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Inverts many targets with {@code spark-submit}. */
@Command(
    name = "InvertJob",
    description = {
      "Recovers the codes of many outputs of a generator.",
      "Files are those of the machine on which the driver runs. A run that was stopped goes on",
      "when it is started again: rows of the codes that are NaN are still to be done."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  spark-submit --master spark://host:7077 --class org.preimage.spark.InvertJob \\",
      "    preimage-spark-job.jar decoder.onnx --targets outputs.npy --codes codes.npy",
      "",
      "Exit codes: 0 all targets done, 2 some are left, 64 usage, 65 bad data,",
      "  66 missing input, 69 the cluster failed, 70 internal error, 130 Ctrl-C."
    })
public final class InvertJob implements Callable<Integer> {
  @Parameters(paramLabel = "MODEL", description = "The generator.")
  private Path model = Path.of("");

  @Option(
      names = "--targets",
      required = true,
      paramLabel = "FILE.npy",
      description = "Outputs along the first axis.")
  private Path targets = Path.of("");

  @Option(
      names = "--codes",
      required = true,
      paramLabel = "FILE.npy",
      description = "Receives a code for each target; beside it FILE.csv says how it was met.")
  private Path codes = Path.of("");

  @Option(
      names = "--observe",
      paramLabel = "P",
      defaultValue = "1",
      description = "Fraction of the outputs that is used, drawn at random. Default: all.")
  private double fraction = 1;

  @Option(
      names = "--noise",
      paramLabel = "SIGMA",
      defaultValue = "0",
      description = "Standard deviation of the noise in each entry. Default: ${DEFAULT-VALUE}.")
  private double noise;

  @Option(
      names = "--restarts",
      paramLabel = "N",
      defaultValue = "64",
      description = "Most starts for a target. Default: ${DEFAULT-VALUE}.")
  private int restarts = 64;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "Seed of the starts and of what is observed. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Mixin private JobWords words = new JobWords();

  InvertJob() {}

  /** Runs the command and ends the JVM. */
  public static void main(String[] args) {
    JobMain.run(new InvertJob(), args);
  }

  @Override
  public Integer call() throws IOException {
    Network network = ModelLoader.read(model);
    try (NpyRows rows = NpyRows.open(targets)) {
      requireFitting(network, rows);
      Indices code = Indices.of(network.inputSize());
      try (NpyRowsWriter out = NpyRowsWriter.open(codes, rows.count(), code);
          PrintWriter table = table()) {
        BitSet pending = unfinished(rows.count());
        int before = rows.count() - pending.cardinality();
        ProgressLines lines = words.lines("targets");
        CodeWriter writer = new CodeWriter(out, table, rows.count(), before, lines);
        if (!pending.isEmpty()) {
          Undisturbed.run(ended -> run(rows, pending, writer, ended));
        }
        System.out.println(writer.summary());
        return JobMain.complete(writer.isComplete());
      }
    }
  }

  private void run(NpyRows rows, BitSet pending, CodeWriter writer, BooleanSupplier ended)
      throws InterruptedException {
    ModelFiles files = ModelFiles.gather(model);
    try (JavaSparkContext spark = SparkConnection.open(words.master(), "preimage invert")) {
      Broadcast<SharedInverter> shared =
          spark.broadcast(new SharedInverter(files, restarts, seed, rows.count(), fraction));
      TargetSlice work = new TargetSlice(shared, noise, SlicedRun.PATIENCE);
      new SlicedRun<TargetSlice.Targets, TargetSlice.Code>(
              spark, numbers -> targets(rows, numbers), work, writer::accept)
          .run(pending, ended);
    }
  }

  private static TargetSlice.Targets targets(NpyRows rows, long[] numbers) {
    double[][] outputs = new double[numbers.length][];
    Arrays.setAll(outputs, k -> rows.sample((int) numbers[k]));
    return new TargetSlice.Targets(numbers, outputs);
  }

  private void requireFitting(Network network, NpyRows rows) {
    Generator.of(network);
    long size =
        IntStream.of(rows.sampleShape().toArray()).asLongStream().reduce(1, (a, b) -> a * b);
    if (size != network.outputSize()) {
      throw new IllegalArgumentException(
          "Inversion requires targets of %d numbers but those of %s have %d."
              .formatted(network.outputSize(), targets, size));
    }
    if (!(fraction > 0 && fraction <= 1) || restarts < 1) {
      throw new IllegalArgumentException(
          "Inversion requires a fraction above 0, at most 1, and a start but received %s and %d."
              .formatted(fraction, restarts));
    }
  }

  /** Rows that are NaN were not written yet. */
  private BitSet unfinished(int count) {
    BitSet pending = new BitSet();
    try (NpyRows rows = NpyRows.open(codes)) {
      for (int k = 0; k < count; k++) {
        pending.set(k, Arrays.stream(rows.sample(k)).anyMatch(Double::isNaN));
      }
    }
    return pending;
  }

  private PrintWriter table() throws IOException {
    Path file = codes.resolveSibling(codes.getFileName() + ".csv");
    boolean begun = Files.exists(file);
    PrintWriter table =
        new PrintWriter(
            Files.newBufferedWriter(
                file,
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND));
    if (!begun) {
      table.println("target,diagnosis,relativeResidual");
    }
    return table;
  }
}
