package org.preimage.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The program {@code preimage}. */
@Command(
    name = "preimage",
    description =
        "Is your ReLU network one-to-one? Proves it, or shows two inputs with one output.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      CheckCommand.class,
      StabilityCommand.class,
      DepthCommand.class,
      InvertCommand.class,
      MaskCommand.class,
      LandscapeCommand.class,
      TransitionCommand.class,
      WeightsCommand.class,
      ExplainCommand.class,
      RunCommand.class,
      VerifyCommand.class,
      BuildCommand.class,
      CapacityCommand.class,
      SweepCommand.class,
    },
    footer = {
      "",
      "Examples:",
      "  preimage check decoder.onnx               proves or refutes; certificate",
      "  preimage check decoder.onnx --box=-1,1    only inputs in [-1, 1]^n",
      "  preimage verify decoder.onnx decoder.preimage",
      "  preimage explain decoder.onnx",
      "",
      "Exit codes: 0 injective or success, 1 not injective or rejected,",
      "  2 undecided, 64 usage, 65 bad data, 66 missing input, 69 cluster failed,",
      "  70 internal error, 73 cannot write, 130 Ctrl-C."
    })
public final class Preimage implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  private Preimage() {}

  /** Runs a command line and ends the JVM with its exit code. */
  public static void main(String[] args) {
    Interruption interruption = Interruption.ofThisThread();
    ResultStream results = new ResultStream(new FileOutputStream(FileDescriptor.out));
    PrintWriter err = utf8(new FileOutputStream(FileDescriptor.err));
    int code = run(args, utf8(results), err);
    if (results.failure().isPresent()) {
      err.println("preimage: writing the results failed: " + results.failure().get() + ".");
      code = ExitCode.CANNOT_WRITE;
    }
    interruption.end();
    System.exit(code);
  }

  /**
   * Runs a command line inside this JVM.
   *
   * @param args the words after the program's name
   * @param out receives results
   * @param err receives progress and complaints
   * @return the exit code
   */
  public static int run(String[] args, PrintWriter out, PrintWriter err) {
    try {
      return commandLine(out, err).execute(args);
    } catch (OutOfMemoryError | StackOverflowError | LinkageError e) {
      return Failures.report(e, "preimage", err);
    } finally {
      out.flush();
      err.flush();
    }
  }

  private static CommandLine commandLine(PrintWriter out, PrintWriter err) {
    return new CommandLine(new Preimage())
        .setOut(out)
        .setErr(err)
        .setUsageHelpAutoWidth(true)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Failures::ofParameters)
        .setExecutionExceptionHandler(Failures::ofExecution);
  }

  private static PrintWriter utf8(OutputStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  /** Without a command: prints the help. */
  @Override
  public Integer call() {
    CommandLine commandLine = Commands.of(spec);
    commandLine.usage(commandLine.getErr());
    return ExitCode.USAGE;
  }
}
