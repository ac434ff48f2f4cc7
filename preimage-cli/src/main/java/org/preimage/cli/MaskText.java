package org.preimage.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.preimage.inversion.MaskAnswer;

/** What {@code preimage mask} prints for people. */
final class MaskText {
  private static final int ROWS_SHOWN = 20;

  private MaskText() {}

  static List<String> lines(MaskReport report) {
    List<String> lines = new ArrayList<>();
    int n = report.network().inputSize();
    lines.add(
        "%s: %d of %d outputs observed (%s), %s"
            .formatted(
                report.model(),
                report.observed().size(),
                report.network().outputSize(),
                report.mask().orElse("found greedily"),
                NumberText.counted(n, "latent coordinate")));
    if (report.mask().isEmpty() || report.observed().size() <= ROWS_SHOWN) {
      lines.add("  outputs " + rows(report));
    }
    if (report.isTooSmall()) {
      lines.add(
          "  %d values never determine %d coordinates: no continuous map is one-to-one that way."
              .formatted(report.observed().size(), n));
    }
    lines.add("");
    lines.addAll(table(report).lines());
    lines.add("");
    lines.add(
        "Determined near %d of %s; %d proved to share the observed values with another code."
            .formatted(
                report.determined(),
                NumberText.counted(report.codes(), "code"),
                report.ambiguous()));
    if (report.answers().size() < report.codes()) {
      lines.add(
          "Stopped after %s; this is what was known by then."
              .formatted(NumberText.counted(report.answers().size(), "code")));
    }
    lines.add(
        "Stated for the real-valued function with the stored weights; seed %d, %s."
            .formatted(report.seed(), NumberText.time(report.seconds())));
    report.network().assumptions().forEach(assumption -> lines.add("  - " + assumption));
    return lines;
  }

  private static String rows(MaskReport report) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < report.observed().size(); i++) {
      text.append(i == 0 ? "" : ", ").append(report.observed().get(i));
    }
    return text.toString();
  }

  private static TextTable table(MaskReport report) {
    TextTable table = new TextTable("rlll");
    table.add("code", "answer", "", "certificate");
    for (int k = 0; k < report.answers().size(); k++) {
      String file = report.certificates().get(k).map(Object::toString).orElse("accepted");
      MaskAnswer answer = report.answers().get(k);
      if (answer instanceof MaskAnswer.Determined yes) {
        String within = "no other code within ±%s; errors grow up to %s times";
        String radius = of(yes.proof().radius());
        table.add("" + k, "determined", within.formatted(radius, of(yes.amplification())), file);
      } else if (answer instanceof MaskAnswer.Ambiguous no) {
        double apart = distance(no);
        table.add("" + k, "ambiguous", "another code at distance " + of(apart), file);
      } else if (answer instanceof MaskAnswer.Unproved open) {
        table.add("" + k, "unproved", "rank %d in binary64".formatted(open.rank()), "none");
      }
    }
    return table;
  }

  static double distance(MaskAnswer.Ambiguous answer) {
    double[] other = answer.pair().other().toDoubles();
    double sum = 0;
    for (int j = 0; j < other.length; j++) {
      sum += (other[j] - answer.code()[j]) * (other[j] - answer.code()[j]);
    }
    return Math.sqrt(sum);
  }

  private static String of(double value) {
    return String.format(Locale.ROOT, "%.3g", value);
  }
}
