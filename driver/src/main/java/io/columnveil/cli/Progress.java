package io.columnveil.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * How far something is that takes longer than a second, as a bar on a terminal; nothing anywhere
 * else. It stands where problems are printed, so that results can be piped. Close it before a line
 * is printed.
 */
final class Progress implements AutoCloseable {

  /** Whatever ends sooner needs no bar. */
  private static final long PATIENCE = Duration.ofSeconds(1).toNanos();

  private static final int WIDTH = 78;

  /** Takes the line back. */
  private static final String BLANK = "\r" + " ".repeat(WIDTH) + "\r";

  private final @Nullable PrintWriter terminal;
  private final String task;
  private final String unit;
  private final LongSupplier nanoTime;
  private final long begun;
  private @Nullable ProgressBar bar;

  Progress(@Nullable PrintWriter terminal, String task, String unit, LongSupplier nanoTime) {
    this.terminal = terminal;
    this.task = task;
    this.unit = unit;
    this.nanoTime = nanoTime;
    this.begun = nanoTime.getAsLong();
  }

  static Progress of(Console console, String task, String unit) {
    return new Progress(console.terminal().orElse(null), task, unit, System::nanoTime);
  }

  /** So much of so much is done. */
  void at(long done, long all) {
    if (terminal == null || nanoTime.getAsLong() - begun < PATIENCE) {
      return;
    }
    ProgressBar shown = bar;
    if (shown == null) {
      bar = shown = bar(terminal, all);
    }
    shown.maxHint(all);
    shown.stepTo(done);
    shown.refresh();
  }

  private ProgressBar bar(PrintWriter out, long all) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(all)
        .setUnit(" " + unit, 1)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(1_000)
        .setConsumer(
            new DelegatingProgressBarConsumer(
                line -> {
                  out.print("\r" + line);
                  out.flush();
                },
                WIDTH))
        .build();
  }

  @Override
  public void close() {
    ProgressBar shown = bar;
    if (shown != null && terminal != null) {
      bar = null;
      shown.close();
      terminal.print(BLANK);
      terminal.flush();
    }
  }
}
