package org.preimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
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

  @Test
  void readsAndWritesTheCompressedForm() throws Exception {
    Path packed = folder.resolve("c.preimage.gz");
    CommandRun.of("check", model, "--certificate", packed).requireCode(ExitCode.SUCCESS);

    byte[] bytes = Files.readAllBytes(packed);
    assertThat(bytes).startsWith(0x1f, 0x8b);
    try (InputStream text = new GZIPInputStream(Files.newInputStream(packed))) {
      assertThat(text.readAllBytes()).isEqualTo(Files.readAllBytes(certificate));
    }
    assertThat(CommandRun.of("verify", model, packed).requireCode(ExitCode.SUCCESS).out())
        .contains("node by node");

    Files.write(packed, Arrays.copyOf(bytes, bytes.length - 1));
    assertThat(CommandRun.of("verify", packed).requireCode(ExitCode.BAD_DATA).err())
        .contains("cut off");
    Files.write(packed, Arrays.copyOf(bytes, bytes.length + 1));
    assertThat(CommandRun.of("verify", packed).requireCode(ExitCode.BAD_DATA).err())
        .contains("the file goes on");
  }
}
