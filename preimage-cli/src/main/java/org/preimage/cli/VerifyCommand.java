package org.preimage.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.preimage.certificate.Certificate;
import org.preimage.certificate.CertificateReader;
import org.preimage.certificate.Claim;
import org.preimage.certificate.MalformedCertificateException;
import org.preimage.check.Checker;
import org.preimage.check.Outcome;
import org.preimage.network.Network;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code preimage verify}: replays a certificate. */
@Command(
    name = "verify",
    customSynopsis = "preimage verify [--json] [MODEL] CERTIFICATE",
    description = {
      "Replays a certificate in exact arithmetic.",
      "With MODEL: also requires that the certificate is about that file (SHA-256) and about the"
          + " network in it, node by node."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {
      "",
      "Examples:",
      "  preimage verify decoder.preimage",
      "  preimage verify decoder.onnx decoder.preimage",
      "",
      "Exit codes: 0 accepted, 1 rejected, 65 not a certificate."
    })
final class VerifyCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "1..2",
      paramLabel = "[MODEL] CERTIFICATE",
      description = "The network, if wanted, and the certificate.")
  private List<Path> files = List.of();

  @Option(names = "--json", description = "Print one JSON object instead of text.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Path file = InputFiles.require("certificate", files.get(files.size() - 1));
    try {
      return verify(file);
    } catch (MalformedCertificateException e) {
      return malformed(file, new Outcome.Malformed(e.line(), e.why()));
    }
  }

  private int verify(Path file) throws IOException, MalformedCertificateException {
    Optional<Network> network =
        files.size() == 2 ? Optional.of(InputFiles.model(files.get(0))) : Optional.empty();
    Certificate certificate = CertificateReader.read(file);
    Outcome outcome =
        network
            .flatMap(model -> mismatch(certificate, model))
            .orElseGet(() -> Checker.check(certificate));
    if (outcome instanceof Outcome.Malformed malformed) {
      return malformed(file, malformed);
    }
    OptionalInt layer =
        network
            .map(model -> SubjectMatch.layer(certificate.subject(), model.subject()))
            .orElseGet(OptionalInt::empty);
    print(certificate, file, outcome, layer);
    return outcome.accepted() ? ExitCode.SUCCESS : ExitCode.NEGATIVE;
  }

  private int malformed(Path file, Outcome.Malformed malformed) {
    if (json) {
      ObjectNode node = JsonText.object().put("certificate", file.toString());
      putOutcome(node, malformed);
      Commands.out(spec).println(JsonText.print(node.put("version", Version.text())));
    }
    Commands.err(spec)
        .printf(
            "preimage verify: a certificate requires the text that 'preimage check' writes but %s, line %d: %s%n",
            file, malformed.line(), malformed.why());
    return ExitCode.BAD_DATA;
  }

  private Optional<Outcome> mismatch(Certificate certificate, Network network) {
    if (!certificate.modelDigest().equals(network.digest())) {
      return Optional.of(
          new Outcome.Rejected(
              "model file",
              "the certificate is about the file with SHA-256 %s but %s has %s"
                  .formatted(certificate.modelDigest(), files.get(0), network.digest())));
    }
    return SubjectMatch.difference(certificate.subject(), network.subject())
        .map(difference -> new Outcome.Rejected("network", difference));
  }

  private void print(Certificate certificate, Path file, Outcome outcome, OptionalInt layer) {
    PrintWriter out = Commands.out(spec);
    if (json) {
      out.println(json(certificate, file, outcome, layer));
      return;
    }
    if (outcome instanceof Outcome.Accepted accepted) {
      out.println("accepted: " + accepted.claim());
      out.println("  about: " + about(certificate, layer));
      certificate.assumptions().forEach(assumption -> out.println("  - " + assumption));
    } else if (outcome instanceof Outcome.Rejected rejected) {
      out.println("rejected at " + rejected.where() + ": " + rejected.why());
    }
  }

  private String about(Certificate certificate, OptionalInt layer) {
    if (layer.isPresent()) {
      // Whether the whole network is one-to-one is another question.
      return "only the layer that starts at node %d of the network in %s, not the whole network"
          .formatted(layer.getAsInt(), files.get(0));
    }
    if (files.size() == 2) {
      return "the network in " + files.get(0) + ", compared node by node";
    }
    return certificate.modelDigest().equals("-")
        ? "the network in the certificate"
        : "the network in the certificate; it names the model file with SHA-256 "
            + certificate.modelDigest();
  }

  private String json(Certificate certificate, Path file, Outcome outcome, OptionalInt layer) {
    ObjectNode node = JsonText.object();
    node.put("certificate", file.toString());
    putOutcome(node, outcome);
    verdict(certificate.claim()).ifPresent(verdict -> node.put("verdict", verdict));
    if (certificate.claim() instanceof Claim.InjectiveInGeneralPosition) {
      node.put("assumesGeneralPosition", true);
    }
    JsonText.put(node, "domain", certificate.domain());
    node.put("model", files.size() == 2 ? files.get(0).toString() : null);
    node.put("modelSha256", certificate.modelDigest());
    node.put("layerNode", layer.isPresent() ? layer.getAsInt() : null);
    JsonText.put(node, "assumptions", certificate.assumptions());
    node.put("version", Version.text());
    return JsonText.print(node);
  }

  /** In the words of {@code check}; nothing when injectivity is not what is claimed. */
  private static Optional<String> verdict(Claim claim) {
    if (claim instanceof Claim.NotInjective) {
      return Optional.of("NOT_INJECTIVE");
    }
    return claim instanceof Claim.Injective || claim instanceof Claim.InjectiveInGeneralPosition
        ? Optional.of("INJECTIVE")
        : Optional.empty();
  }

  private static void putOutcome(ObjectNode node, Outcome outcome) {
    node.put("accepted", outcome.accepted());
    if (outcome instanceof Outcome.Accepted accepted) {
      node.put("outcome", "accepted").put("claim", accepted.claim());
    } else if (outcome instanceof Outcome.Rejected rejected) {
      node.put("outcome", "rejected").put("where", rejected.where()).put("why", rejected.why());
    } else if (outcome instanceof Outcome.Malformed malformed) {
      node.put("outcome", "malformed").put("line", malformed.line()).put("why", malformed.why());
    }
  }
}
