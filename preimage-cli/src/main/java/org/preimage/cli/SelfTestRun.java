package org.preimage.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleConsumer;
import org.preimage.inversion.Evidence;
import org.preimage.inversion.Inverter;
import org.preimage.inversion.SelfTest;

/** How well inversion works for a generator and a mask, measured on drawn codes. */
final class SelfTestRun {
  private final InversionQuestion question;
  private final InversionFiles files;
  private final DoubleConsumer progress;

  SelfTestRun(InversionQuestion question, InversionFiles files, DoubleConsumer progress) {
    this.question = question;
    this.files = files;
    this.progress = progress;
  }

  int run(int trials, boolean json, PrintWriter out) {
    if (trials < 1) {
      throw new CommandException(
          ExitCode.USAGE, "--self-test requires at least 1 code but received " + trials + ".");
    }
    SelfTest.Summary summary;
    double preparation;
    try (Inverter inverter = question.inverter(trials)) {
      long begun = System.nanoTime();
      inverter.prepare(question.measurement());
      preparation = (System.nanoTime() - begun) * 1e-9;
      summary =
          SelfTest.run(
              inverter,
              question.measurement(),
              question.options().prior(),
              question.noise()::deviation,
              trials,
              question.options().seed(),
              done -> progress.accept((double) done / trials));
    }
    boolean interrupted = Thread.interrupted();
    List<SelfTest.Trial> failures =
        summary.trials().stream().filter(trial -> !trial.recovered()).toList();
    long explained = failures.stream().filter(this::explained).count();
    draw(summary);
    if (json) {
      out.println(JsonText.print(json(summary, preparation, failures, explained, interrupted)));
    } else {
      print(summary, failures, explained, out);
    }
    return interrupted ? ExitCode.INTERRUPTED : ExitCode.SUCCESS;
  }

  /** By two codes with exactly the same observed output. */
  private boolean explained(SelfTest.Trial trial) {
    return Evidence.pair(
            question.generator(), question.measurement(), trial.truth(), trial.recovery().code())
        .isPresent();
  }

  private ObjectNode json(
      SelfTest.Summary summary,
      double preparation,
      List<SelfTest.Trial> failures,
      long explained,
      boolean interrupted) {
    ObjectNode json = question.json();
    ObjectNode test = json.putObject("selfTest");
    test.put("trials", summary.trials().size());
    JsonText.put(test, "successRate", summary.successRate());
    JsonText.put(test, "medianRelativeError", summary.errorQuantile(0.5));
    JsonText.put(test, "relativeError90", summary.errorQuantile(0.9));
    JsonText.put(test, "largestRelativeError", summary.errorQuantile(1));
    JsonText.put(test, "medianSeconds", summary.secondsQuantile(0.5));
    JsonText.put(test, "medianSearchSeconds", summary.searchSecondsQuantile(0.5));
    JsonText.put(test, "preparationSeconds", preparation);
    JsonText.put(test, "seconds90", summary.secondsQuantile(0.9));
    JsonText.put(test, "withinRadius", summary.withinRadius());
    test.put("failures", failures.size());
    test.put("sameImage", failures.stream().filter(SelfTest.Trial::sameImage).count());
    test.put("explained", explained);
    ArrayNode diagnoses = test.putArray("failed");
    for (SelfTest.Trial trial : failures) {
      diagnoses
          .addObject()
          .put("trial", trial.number())
          .put("diagnosis", RecoveryJson.name(trial.recovery().diagnosis()))
          .put("relativeError", trial.relativeError())
          .put("relativeResidual", trial.recovery().relativeResidual());
    }
    json.put("interrupted", interrupted);
    json.put("version", Version.text());
    return json;
  }

  private void print(
      SelfTest.Summary summary, List<SelfTest.Trial> failures, long explained, PrintWriter out) {
    int trials = summary.trials().size();
    out.println(RecoveryText.heading(question));
    out.println();
    out.printf(
        Locale.ROOT,
        "%d of %d drawn codes recovered to a relative error below %s (%.1f %%).%n",
        trials - failures.size(),
        trials,
        NumberText.brief(SelfTest.RECOVERED),
        100 * summary.successRate());
    TextTable table = new TextTable("lrrr");
    table.add("", "median", "90 %", "largest");
    table.add(
        "relative error",
        NumberText.brief(summary.errorQuantile(0.5)),
        NumberText.brief(summary.errorQuantile(0.9)),
        NumberText.brief(summary.errorQuantile(1)));
    table.add(
        "time",
        NumberText.time(summary.secondsQuantile(0.5)),
        NumberText.time(summary.secondsQuantile(0.9)),
        NumberText.time(summary.secondsQuantile(1)));
    table.lines().forEach(out::println);
    if (!question.noise().none()) {
      out.printf(
          Locale.ROOT,
          "%.1f %% of the errors are within the radius that was reported with the code.%n",
          100 * summary.withinRadius());
    }
    if (!failures.isEmpty()) {
      out.printf(
          "Of %d failures, %d are explained by two codes with exactly the same observed output (exact checker).%n",
          failures.size(), explained);
    }
    files.gallery().ifPresent(file -> out.println("Gallery: " + file));
  }

  /** Truth, what was seen of it, and what was recovered. */
  private void draw(SelfTest.Summary summary) {
    List<SelfTest.Trial> shown =
        summary.trials().stream().limit(InversionFiles.MOST_PICTURES).toList();
    List<double[]> truth =
        shown.stream().map(t -> question.generator().network().evaluate(t.truth())).toList();
    files.drawGallery(
        question,
        List.of(
            truth,
            truth.stream().map(question::masked).toList(),
            shown.stream().map(t -> t.recovery().output()).toList()));
  }
}
