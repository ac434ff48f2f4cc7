package org.preimage.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.preimage.certify.AcceptedCertificate;
import org.preimage.certify.SameImage;
import org.preimage.inversion.SecondCode;
import org.preimage.network.Network;

/**
 * Two codes with one observed output, proved or not, for people and for programs.
 *
 * @param codes as they were found, in floating point
 * @param proof of an exact pair beside them
 */
record SecondPair(SecondCode codes, Optional<SameImage> proof) {
  /** Looks for the proof; noisy data have none. */
  static SecondPair of(InversionQuestion question, SecondCode codes) {
    boolean family = codes.kind() == SecondCode.Kind.FAMILY;
    return new SecondPair(
        codes,
        family || question.noise().none()
            ? codes.proof(question.generator(), question.measurement())
            : Optional.empty());
  }

  Optional<AcceptedCertificate> certificate() {
    return proof.map(SameImage::accepted);
  }

  /** Outputs of the codes other than the recovered one. */
  Stream<double[]> outputs(InversionQuestion question) {
    Network network = question.generator().network();
    Stream<double[]> other = Stream.of(network.evaluate(codes.other()));
    return codes.kind() == SecondCode.Kind.FAMILY
        ? Stream.concat(Stream.of(network.evaluate(codes.first())), other)
        : other;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (codes.kind() == SecondCode.Kind.FAMILY) {
      lines.add("  from        " + NumberText.vector(codes.first()));
      lines.add("  to          " + NumberText.vector(codes.other()));
    } else {
      lines.add("  or          " + NumberText.vector(codes.other()));
    }
    lines.add(
        "              %s apart, %s"
            .formatted(
                NumberText.brief(codes.distance()),
                proof.isPresent()
                    ? "with exactly the same values (exact checker)"
                    : "not proved: their values differ by %s in floating point"
                        .formatted(NumberText.brief(codes.gap()))));
    return lines;
  }

  ObjectNode json(Optional<Path> file) {
    ObjectNode json = JsonText.object();
    json.put("kind", codes.kind().name().toLowerCase(Locale.ROOT));
    JsonText.put(json, "code", codes.first());
    JsonText.put(json, "otherCode", codes.other());
    JsonText.put(json, "distance", codes.distance());
    JsonText.put(json, "gap", codes.gap());
    json.put("accepted", proof.isPresent());
    file.ifPresent(path -> json.put("file", path.toString()));
    return json;
  }
}
