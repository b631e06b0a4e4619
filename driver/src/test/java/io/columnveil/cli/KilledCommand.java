package io.columnveil.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * The command line in a process that says when it begins, so that it can be killed at any point.
 */
final class KilledCommand {

  static final String BEGINS = "begins";

  private KilledCommand() {}

  /** As the command line's own, after a line that says so. */
  public static void main(String[] arguments) {
    System.out.println(BEGINS);
    System.out.flush();
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    System.exit(Main.run(out, out, false, arguments));
  }
}
