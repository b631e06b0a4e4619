package io.columnveil.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Entry point of {@code java -jar columnveil.jar}. */
public final class Main {

  private Main() {}

  /** Runs one command and exits with its code. */
  public static void main(String[] args) {
    // No logging is configured here, and SLF4J need not say so in the middle of a screen.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, false, StandardCharsets.UTF_8);
    System.exit(run(out, err, Ansi.AUTO.enabled(), args));
  }

  /**
   * Runs one command.
   *
   * @param out for results
   * @param err for problems
   * @param colour whether both understand ANSI colours
   * @param args the command line
   * @return 0 done, 1 problems found, 2 command line not understood
   */
  public static int run(PrintWriter out, PrintWriter err, boolean colour, String... args) {
    CommandLine commandLine = new CommandLine(new ColumnveilCommand());
    commandLine.setOut(out);
    commandLine.setErr(err);
    commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(colour ? Ansi.ON : Ansi.OFF));
    commandLine.setExecutionExceptionHandler(new ProblemHandler());
    commandLine.setParameterExceptionHandler(
        new UsageHandler(commandLine.getParameterExceptionHandler()));
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    int code = commandLine.execute(args);
    out.flush();
    err.flush();
    return code;
  }
}
