package org.preimage.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.preimage.onnx.ModelFileException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns everything that can go wrong into one message and an exit code. */
final class Failures {
  private Failures() {}

  /** A wrong command line. */
  static int ofParameters(ParameterException failure, String[] args) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    String name = command.getCommandSpec().qualifiedName();
    err.println(name + ": " + failure.getMessage());
    if (failure instanceof UnmatchedArgumentException unmatched) {
      Suggestions.of(unmatched.getUnmatched().get(0), command)
          .ifPresent(suggestion -> err.println("Maybe you mean: " + suggestion));
    }
    err.println("Maybe run: " + name + " --help");
    trace(failure, err);
    return ExitCode.USAGE;
  }

  /** A command that could not do its work. */
  static int ofExecution(Exception failure, CommandLine command, ParseResult parsed) {
    return report(failure, command.getCommandSpec().qualifiedName(), command.getErr());
  }

  /** Prints the message and says which exit code belongs to it. */
  static int report(Throwable failure, String command, PrintWriter err) {
    int code = exitCode(failure);
    err.println(command + ": " + message(failure, code));
    trace(failure, err);
    return code;
  }

  private static int exitCode(Throwable failure) {
    if (failure instanceof CommandException known) {
      return known.exitCode();
    }
    if (failure instanceof ModelFileException) {
      return ExitCode.BAD_DATA;
    }
    return failure instanceof NoSuchFileException || failure instanceof AccessDeniedException
        ? ExitCode.NO_INPUT
        : ExitCode.INTERNAL;
  }

  private static String message(Throwable failure, int code) {
    String text = String.valueOf(failure.getMessage());
    if (failure instanceof OutOfMemoryError) {
      return "memory ran out (%d MB of heap).%nMaybe allow more: PREIMAGE_JAVA_OPTS=-Xmx8g, or fewer --threads."
          .formatted(Runtime.getRuntime().maxMemory() >> 20);
    }
    if (code == ExitCode.NO_INPUT && failure instanceof IOException) {
      return "a file is missing or cannot be read: " + text;
    }
    if (code != ExitCode.INTERNAL || failure instanceof CommandException) {
      return text;
    }
    return "internal error, please report: %s (%s)%nMaybe set PREIMAGE_DEBUG=1 to see where."
        .formatted(text, failure.getClass().getSimpleName());
  }

  private static void trace(Throwable failure, PrintWriter err) {
    if ("1".equals(System.getenv("PREIMAGE_DEBUG"))) {
      failure.printStackTrace(err);
    }
  }
}
