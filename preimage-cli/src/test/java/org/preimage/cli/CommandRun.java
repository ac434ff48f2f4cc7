package org.preimage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A command line executed inside the test's JVM.
 *
 * @param code exit code
 * @param out standard output
 * @param err standard error
 */
record CommandRun(int code, String out, String err) {
  /** Runs {@code preimage} with the given words; paths become text. */
  static CommandRun of(Object... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] args =
        Arrays.stream(words)
            .map(word -> word instanceof Path path ? path.toString() : String.valueOf(word))
            .toArray(String[]::new);
    int code = Preimage.run(args, new PrintWriter(out), new PrintWriter(err));
    return new CommandRun(code, out.toString(), err.toString());
  }

  /** Standard output as the one JSON object that it must be. */
  JsonNode json() {
    try {
      return new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .readTree(out);
    } catch (IOException e) {
      throw new AssertionError("not one JSON object: " + out, e);
    }
  }

  /** Fails unless the command ended with this code and, on an error, one tidy message. */
  CommandRun requireCode(int expected) {
    assertThat(code).as("exit code; out: %s; err: %s", out, err).isEqualTo(expected);
    assertThat(err).doesNotContain("\tat ", "Exception");
    return this;
  }
}
