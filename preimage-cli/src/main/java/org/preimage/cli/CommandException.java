package org.preimage.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Ends a command with a message for the user and an exit code; never shown with a stack trace. */
final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int exitCode;

  CommandException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  /** An output file that could not be written. */
  static CommandException cannotWrite(String what, Path file, IOException cause) {
    return new CommandException(
        ExitCode.CANNOT_WRITE,
        "writing the %s requires a writable file but %s: %s.%nMaybe name another place."
            .formatted(what, file, reason(cause)));
  }

  private static String reason(IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return "its folder does not exist";
    }
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    return cause instanceof FileSystemException system && system.getReason() != null
        ? system.getReason()
        : String.valueOf(cause.getMessage());
  }

  int exitCode() {
    return exitCode;
  }
}
