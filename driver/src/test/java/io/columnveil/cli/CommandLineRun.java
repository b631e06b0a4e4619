package io.columnveil.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What one command printed, and its exit code. */
record CommandLineRun(int code, String out, String err) {

  /** Runs a command in this process, without colour. */
  static CommandLineRun of(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.run(new PrintWriter(out), new PrintWriter(err), false, args);
    return new CommandLineRun(code, out.toString(), err.toString());
  }
}
