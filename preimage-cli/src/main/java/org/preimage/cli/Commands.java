package org.preimage.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The streams of the running command. */
final class Commands {
  private Commands() {}

  static CommandLine of(@Nullable CommandSpec spec) {
    if (spec == null) {
      throw new IllegalStateException("A command requires picocli to have set its specification.");
    }
    return spec.commandLine();
  }

  static PrintWriter out(@Nullable CommandSpec spec) {
    return of(spec).getOut();
  }

  static PrintWriter err(@Nullable CommandSpec spec) {
    return of(spec).getErr();
  }
}
