package io.columnveil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final StringWriter screen = new StringWriter();
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void showsABarOnATerminalOnceItTakesLongerThanASecondAndTakesItAway() {
    try (Progress progress = on(new PrintWriter(screen))) {
      progress.at(1, 200);
      assertThat(screen.toString()).isEmpty();
      nanos.addAndGet(TimeUnit.SECONDS.toNanos(2));
      progress.at(50, 200);
      assertThat(screen.toString()).contains("\rusers.email", "25%", "rows").doesNotContain("\n");
    }
    String last = screen.toString().substring(screen.toString().lastIndexOf("\r ") + 1);
    assertThat(last).isBlank();
  }

  @Test
  void showsNothingWhereNobodyLooks() {
    try (Progress progress = on(null)) {
      nanos.addAndGet(TimeUnit.SECONDS.toNanos(2));
      progress.at(50, 200);
    }
    assertThat(screen.toString()).isEmpty();
  }

  private Progress on(PrintWriter terminal) {
    return new Progress(terminal, "users.email", "rows", nanos::get);
  }
}
