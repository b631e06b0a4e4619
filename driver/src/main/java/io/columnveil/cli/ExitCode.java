package io.columnveil.cli;

/** What a command's exit code tells a script. */
public final class ExitCode {

  /** Done, and nothing is wrong. */
  public static final int DONE = 0;

  /** Problems were found, or the work could not be done. */
  public static final int PROBLEMS = 1;

  /** The command line was not understood. */
  public static final int USAGE = 2;

  private ExitCode() {}
}
