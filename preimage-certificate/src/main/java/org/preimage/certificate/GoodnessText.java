package org.preimage.certificate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The lines of a goodness proof. */
final class GoodnessText {
  private static final int ANY = Integer.MIN_VALUE;

  private GoodnessText() {}

  /** Reads on from the keyword. */
  static GoodnessProof read(TokenReader tokens) throws IOException, MalformedCertificateException {
    GoodnessProof.Scaling scaling =
        new GoodnessProof.Scaling(
            tokens.integer("row bits", ANY),
            tokens.integer("multiplier bits", ANY),
            tokens.integer("a point shift", ANY),
            tokens.integer("frame bits", ANY));
    tokens.endLine();
    Indices rows = tokens.indexLine("rows", 0);
    Weights weights = tokens.weightLine("weights");
    if (weights.size() != rows.size()) {
      throw tokens.malformed(weights.size() + " weights for " + rows.size() + " rows");
    }
    Indices frame = tokens.indexLine("frame", ANY);
    Indices dependence = tokens.indexLine("dependence", ANY);
    tokens.expect("caps");
    int count = tokens.count("caps");
    tokens.endLine();
    List<GoodnessProof.Cap> caps = new ArrayList<>();
    for (int c = 0; c < count; c++) {
      caps.add(cap(tokens));
    }
    return new GoodnessProof(scaling, rows, weights, frame, dependence, caps);
  }

  private static GoodnessProof.Cap cap(TokenReader tokens)
      throws IOException, MalformedCertificateException {
    tokens.expect("cap");
    Indices set = tokens.indices(tokens.count("rows"), 0, "a row");
    int cap = tokens.integer("a cap", 0);
    Indices point = tokens.indices(tokens.count("numbers"), ANY, "a number");
    tokens.endLine();
    return new GoodnessProof.Cap(set, cap, point);
  }

  static void write(GoodnessProof proof, TokenWriter tokens) throws IOException {
    GoodnessProof.Scaling scaling = proof.scaling();
    tokens.line(
        "goodness",
        scaling.rowBits(),
        scaling.multiplierBits(),
        scaling.pointShift(),
        scaling.frameBits());
    tokens.list("rows", proof.rows());
    tokens.list("weights", proof.weights());
    tokens.list("frame", proof.frame());
    tokens.list("dependence", proof.dependence());
    tokens.line("caps", proof.caps().size());
    for (GoodnessProof.Cap cap : proof.caps()) {
      tokens.put("cap");
      entries(tokens, cap.set());
      tokens.put(cap.cap());
      entries(tokens, cap.point());
      tokens.endLine();
    }
  }

  private static void entries(TokenWriter tokens, Indices values) throws IOException {
    tokens.put(values.size());
    for (int k = 0; k < values.size(); k++) {
      tokens.put(values.get(k));
    }
  }
}
