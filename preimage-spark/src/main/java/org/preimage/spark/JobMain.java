package org.preimage.spark;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.preimage.capacity.experiment.ClusterException;
import org.preimage.onnx.ModelFileException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;

/**
 * The outside of a program for {@code spark-submit}: Ctrl-C interrupts its thread and waits until
 * results are kept, and whatever goes wrong is one message and an exit code.
 */
final class JobMain {
  static final int INCOMPLETE = 2;
  private static final int USAGE = 64;
  private static final int BAD_DATA = 65;
  private static final int NO_INPUT = 66;
  private static final int UNAVAILABLE = 69;
  private static final int INTERNAL = 70;
  static final int INTERRUPTED = 130;
  private static final long PATIENCE_SECONDS = 30;

  private JobMain() {}

  /** Runs a picocli command and ends the JVM with its exit code. */
  static void run(Callable<Integer> command, String[] args) {
    CountDownLatch finished = new CountDownLatch(1);
    Thread worker = Thread.currentThread();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> interrupt(worker, finished), "preimage interruption"));
    CommandLine line =
        new CommandLine(command)
            .setUsageHelpAutoWidth(true)
            .setExecutionExceptionHandler((failure, of, parsed) -> report(failure, of));
    line.getCommandSpec().exitCodeOnInvalidInput(USAGE);
    int code = line.execute(args);
    finished.countDown();
    System.exit(code);
  }

  private static void interrupt(Thread worker, CountDownLatch finished) {
    if (finished.getCount() == 0) {
      return;
    }
    worker.interrupt();
    try {
      if (!finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("stopped in the middle of a step");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int report(Exception failure, CommandLine command) {
    int code = exitCode(failure);
    String name = command.getCommandSpec().qualifiedName();
    String text = String.valueOf(failure.getMessage());
    if (code == NO_INPUT) {
      text = "a file is missing or cannot be read: " + text;
    } else if (code == INTERNAL) {
      text = "internal error, please report: %s (%s)".formatted(text, failure.getClass().getName());
    }
    command.getErr().println(name + ": " + text);
    if ("1".equals(System.getenv("PREIMAGE_DEBUG"))) {
      failure.printStackTrace(command.getErr());
    }
    return code;
  }

  private static int exitCode(Exception failure) {
    if (failure instanceof NoSuchFileException || failure instanceof AccessDeniedException) {
      return NO_INPUT;
    }
    if (failure instanceof ClusterException) {
      return UNAVAILABLE;
    }
    return failure instanceof IOException
            || failure instanceof ModelFileException
            || failure instanceof IllegalArgumentException
        ? BAD_DATA
        : INTERNAL;
  }

  /** What a command returns when it has done all of its work. */
  static int complete(boolean all) {
    return all ? ExitCode.OK : Thread.currentThread().isInterrupted() ? INTERRUPTED : INCOMPLETE;
  }
}
