package io.columnveil.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A command that runs in a process of its own, so that it can be killed like one. What it prints
 * goes to a file, which is there after its death.
 */
public final class CommandProcess implements AutoCloseable {

  private final Process process;
  private final Path output;

  private CommandProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Starts the command line's main class. */
  public static CommandProcess start(Path folder, List<String> words) throws IOException {
    return start(folder, Main.class, words);
  }

  /** Starts a class of the tests that does what the command line does, and more. */
  static CommandProcess start(Path folder, Class<?> main, List<String> words) throws IOException {
    Path output = Files.createTempFile(folder, "output", ".txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1"); // it lives for a second
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(words);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    return new CommandProcess(process, output);
  }

  /**
   * Waits until it has printed something.
   *
   * @throws AssertionError with all that it printed, if it ends without
   */
  public void awaitPrinted(String text) throws IOException, InterruptedException {
    while (!printed().contains(text)) {
      if (process.waitFor(5, TimeUnit.MILLISECONDS) && !printed().contains(text)) {
        throw new AssertionError(
            "the process ended with "
                + process.exitValue()
                + " before it printed '"
                + text
                + "':\n"
                + printed());
      }
    }
  }

  /**
   * Kills it, as kill -9 does.
   *
   * @return whether it was still running
   */
  public boolean kill() throws InterruptedException {
    boolean running = process.isAlive();
    return process.destroyForcibly().waitFor() != 0 && running;
  }

  /** Waits for its end and gives its exit code. */
  int await() throws IOException, InterruptedException {
    if (!process.waitFor(Duration.ofMinutes(2).toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("the process does not end; it printed:\n" + printed());
    }
    return process.exitValue();
  }

  /** All that it has printed so far. */
  public String printed() throws IOException {
    return Files.readString(output);
  }

  /** Leaves no process behind. */
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
