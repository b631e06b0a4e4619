package io.columnveil.cli;

import io.columnveil.job.EqualityRotationJob;
import io.columnveil.job.MoveListener;
import io.columnveil.job.RotationListener;
import io.columnveil.policy.model.EqualityRotation;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.store.SchemaChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows what a rotation does, as it does it; for machines, at its end. */
final class RotationReport implements RotationListener, AutoCloseable {

  private final Console console;
  private final Screen screen;
  private final boolean json;
  private final List<String> phases = new ArrayList<>();
  private final List<Map<String, Object>> ddl = new ArrayList<>();
  private List<ProtectedColumn> columns = List.of();
  private @Nullable Progress progress;

  RotationReport(Console console, boolean json) {
    this.console = console;
    this.screen = console.out();
    this.json = json;
  }

  @Override
  public void phase(EqualityRotation.Phase phase, List<ProtectedColumn> rotated) {
    if (columns.isEmpty()) {
      line(
          "Rotating the equality key of "
              + String.join(", ", rotated.stream().map(ProtectedColumn::shortName).toList()));
    }
    columns = rotated;
    phases.add(phase.name().toLowerCase(Locale.ROOT));
    line(
        switch (phase) {
          case PREPARED -> "1 of 6: a second column is named and made";
          case FILLING -> "2 of 6: writers fill both columns; old rows are filled in and proved";
          case SWITCHED -> "3 of 6: readers read the second column";
          case RETURNING -> "4 of 6: the first column gets the values of the new key";
          case RETURNED -> "5 of 6: readers read the first column again";
          case DROPPING -> "6 of 6: nobody uses the second column: it is dropped";
        });
  }

  @Override
  public void waiting(int transactions) {
    line("  waiting for " + transactions + " transactions that began before");
  }

  @Override
  public void ddl(SchemaChange change, boolean applied) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("sql", change.sql());
    fields.put("reason", change.reason());
    fields.put("applied", applied);
    ddl.add(fields);
    line(screen.ink(Ink.DIM, "  -- " + change.reason()));
    line("  " + change.sql() + ";");
  }

  @Override
  public MoveListener rows(ProtectedColumn column) {
    endProgress();
    Progress shown = Progress.of(console, column.shortName(), "rows");
    progress = shown;
    return shown::at;
  }

  @Override
  public void done(List<ProtectedColumn> rotated) {
    columns = rotated;
  }

  /** Says how it ended. */
  void finish(EqualityRotationJob.Outcome outcome) {
    endProgress();
    boolean done = outcome == EqualityRotationJob.Outcome.DONE;
    if (json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("done", done);
      result.put("columns", columns.stream().map(c -> c.id().toString()).toList());
      result.put("phases", phases);
      result.put("ddl", ddl);
      screen.line(Json.text(result));
      return;
    }
    line(
        done
            ? "Done: the new equality key is active, and nothing rests on the old one"
            : "Run these statements as the tables' owner, then this command again");
  }

  /** After a failure too, so that the problem stands on a line of its own. */
  @Override
  public void close() {
    endProgress();
  }

  private void endProgress() {
    Progress shown = progress;
    if (shown != null) {
      shown.close();
      progress = null;
    }
  }

  private void line(String text) {
    endProgress();
    if (!json) {
      screen.line(text);
    }
  }
}
