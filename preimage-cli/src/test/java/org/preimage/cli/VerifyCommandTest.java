package org.preimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VerifyCommandTest {
  @TempDir Path folder;
  private Path model = Path.of("");
  private Path certificate = Path.of("");

  @BeforeEach
  void writeCertificate() {
    model = TestModels.opposites(folder, 2);
    certificate = folder.resolve("c.preimage");
    CommandRun.of("check", model, "--certificate", certificate).requireCode(0);
  }

  @Test
  void acceptsWhatCheckWrote() {
    assertThat(CommandRun.of("verify", certificate).requireCode(0).out()).contains("accepted");
    assertThat(CommandRun.of("verify", model, certificate).requireCode(0).out())
        .contains("node by node");
  }

  @Test
  void printsJson() {
    var json = CommandRun.of("verify", "--json", model, certificate).requireCode(0).json();

    assertThat(json.path("accepted").asBoolean()).isTrue();
    assertThat(json.path("verdict").asText()).isEqualTo("INJECTIVE");
  }

  @Test
  void rejectsAnotherModel() {
    Path other = TestModels.identity(folder, 2);

    assertThat(CommandRun.of("verify", other, certificate).requireCode(1).out())
        .contains("rejected at model file", "SHA-256");
  }

  @Test
  void refusesWhatIsNoCertificate() throws Exception {
    Path text = Files.writeString(folder.resolve("text"), "hello\n");
    String whole = Files.readString(certificate);
    Path truncated =
        Files.writeString(folder.resolve("half"), whole.substring(0, whole.length() / 2));

    assertThat(CommandRun.of("verify", text).requireCode(ExitCode.BAD_DATA).err())
        .contains("line 1");
    assertThat(CommandRun.of("verify", "--json", truncated).requireCode(65).json().toString())
        .contains("malformed");
    CommandRun.of("verify", folder.resolve("none")).requireCode(ExitCode.NO_INPUT);
    CommandRun.of("verify").requireCode(ExitCode.USAGE);
  }
}
