package org.preimage.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.preimage.inversion.InversionStream;
import org.preimage.inversion.Observation;
import org.preimage.network.Network;
import org.preimage.onnx.NpyRowsWriter;

/** The inversion of many targets, one line of results each, which goes on where it was stopped. */
final class ManyInversions {
  private final InversionQuestion question;
  private final InversionFiles files;
  private final int threads;
  private final DoubleConsumer progress;

  ManyInversions(
      InversionQuestion question, InversionFiles files, int threads, DoubleConsumer progress) {
    this.question = question;
    this.files = files;
    this.threads = threads;
    this.progress = progress;
  }

  /** Inverts what is left to do, prints a summary and returns the exit code. */
  int run(Path file, Targets targets, boolean json, PrintWriter out) {
    Path results = files.results(file);
    Network network = question.generator().network();
    int before;
    boolean interrupted;
    Map<String, Integer> diagnoses = new TreeMap<>();
    try (ResultJournal journal = ResultJournal.open(results, asked(file, targets));
        Rows codes = new Rows(files.codes(network, targets.count()));
        Rows completed = new Rows(files.completed(network, targets.count()))) {
      before = journal.size();
      invert(targets, journal, codes, completed);
      interrupted = Thread.interrupted();
      journal.forEach(line -> diagnoses.merge(line.path("diagnosis").asText(), 1, Integer::sum));
      print(journal.size(), before, targets.count(), results, diagnoses, json, out);
    }
    return interrupted ? ExitCode.INTERRUPTED : ExitCode.SUCCESS;
  }

  /** Results come in order, so their number says where to go on. */
  private void invert(Targets targets, ResultJournal journal, Rows codes, Rows completed) {
    Iterator<Observation> left =
        IntStream.range(journal.size(), targets.count())
            .mapToObj(k -> question.of(targets.target(k, question.observedOutputs())))
            .iterator();
    try {
      new InversionStream(() -> question.inverter(targets.count()), threads)
          .run(
              left,
              journal.size(),
              result -> {
                int k = (int) result.number();
                // The journal comes last: what it lists is in the arrays too.
                codes.write(k, result.recovery().code());
                completed.write(k, result.recovery().output());
                journal.append(k, RecoveryJson.of(result.recovery()));
                progress.accept((double) journal.size() / targets.count());
              });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Everything that the results depend on. */
  private ObjectNode asked(Path file, Targets targets) {
    ObjectNode json = question.json();
    json.put("target", file.toString());
    json.put("targets", targets.count());
    try {
      json.put("targetBytes", Files.size(file));
      json.put("targetModified", Files.getLastModifiedTime(file).toMillis());
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.NO_INPUT, "reading %s failed: %s.".formatted(file, e.getMessage()));
    }
    return json;
  }

  private void print(
      int done,
      int before,
      int count,
      Path results,
      Map<String, Integer> diagnoses,
      boolean json,
      PrintWriter out) {
    if (json) {
      ObjectNode node = question.json();
      node.put("targets", count).put("done", done).put("doneEarlier", before);
      node.put("results", results.toString());
      ObjectNode counts = node.putObject("diagnoses");
      diagnoses.forEach(counts::put);
      node.put("version", Version.text());
      out.println(JsonText.print(node));
      return;
    }
    out.println(RecoveryText.heading(question));
    out.println();
    out.printf("%d of %d targets inverted%s.%n", done, count, earlier(before));
    diagnoses.forEach((diagnosis, number) -> out.printf("  %6d %s%n", number, diagnosis));
    out.println("Results: " + results);
    if (done < count) {
      out.println("Run the same command again to go on.");
    }
  }

  private static String earlier(int before) {
    return before == 0 ? "" : " (" + before + " of them earlier)";
  }

  /** Samples written if that was asked for. */
  private record Rows(Optional<NpyRowsWriter> writer) implements AutoCloseable {
    void write(int k, double[] sample) {
      writer.ifPresent(file -> file.write(k, sample));
    }

    @Override
    public void close() {
      writer.ifPresent(NpyRowsWriter::close);
    }
  }
}
