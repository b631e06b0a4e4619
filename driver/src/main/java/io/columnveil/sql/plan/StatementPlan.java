package io.columnveil.sql.plan;

import io.columnveil.issue.Issue;
import io.columnveil.policy.model.ProtectedColumn;
import java.util.List;
import java.util.Optional;

/** How a statement is run. Immutable, shared between connections; holds no key. */
public sealed interface StatementPlan {

  /** What running it may change. */
  SessionEffect effect();

  /**
   * It touches nothing protected: the same String is sent.
   *
   * @param effect what running it may change
   * @param byNames whether its names had to be bound to find that out, so that it rests on the
   *     search path; otherwise none of its names belongs to anything protected in any schema
   * @param kept what its statements do with cursors and prepared statements, in order
   */
  record Passed(SessionEffect effect, boolean byNames, List<KeptUse> kept)
      implements StatementPlan {

    public Passed {
      kept = List.copyOf(kept);
    }

    /** It uses nothing that the server keeps. */
    public Passed(SessionEffect effect, boolean byNames) {
      this(effect, byNames, List.of());
    }

    /** Passes whatever the search path is. */
    public Passed(SessionEffect effect) {
      this(effect, false);
    }
  }

  /**
   * It is declined before anything reaches the database.
   *
   * @param issue why
   * @param ifStillUnknown how it runs nevertheless if the only reason is that it names a table or
   *     calls a function that the catalog snapshot lacks, and a snapshot that is read anew lacks it
   *     still; the database then says itself that there is none
   */
  record Refused(Issue issue, Optional<StatementPlan> ifStillUnknown) implements StatementPlan {

    /** Refused for good. */
    public Refused(Issue issue) {
      this(issue, Optional.empty());
    }

    /** Refused because of a name that is not known, and for good unless that is the only reason. */
    public static Refused unknown(Issue issue, boolean onlyReason) {
      return new Refused(
          issue, onlyReason ? Optional.of(new Passed(SessionEffect.NONE, true)) : Optional.empty());
    }

    /** Whether a name that is not known is the only reason. */
    public boolean onlyUnknownNames() {
      return ifStillUnknown.isPresent();
    }

    @Override
    public SessionEffect effect() {
      return SessionEffect.NONE;
    }
  }

  /**
   * It runs with its text edited.
   *
   * @param effect what running it may change
   * @param text the text to send, in both forms
   * @param parameters of the prepared form, in the order of its placeholders
   * @param placeholders how many parameters the application sees
   * @param columns how result columns are read; empty if it returns no rows
   * @param further the same for each further statement of the text
   * @param generatedKeys for INSERT, UPDATE, DELETE with generated keys asked for
   * @param touched protected columns that it reads, searches or writes: for audit and error
   *     scrubbing
   * @param cursor the cursor that it declares, if it does
   */
  record Rewritten(
      SessionEffect effect,
      WireText text,
      List<WireParameter> parameters,
      int placeholders,
      Optional<List<ResultColumn>> columns,
      List<Optional<List<ResultColumn>>> further,
      Optional<KeyColumns> generatedKeys,
      List<ProtectedColumn> touched,
      Optional<Cursor> cursor)
      implements StatementPlan {

    public Rewritten {
      parameters = List.copyOf(parameters);
      further = List.copyOf(further);
      touched = List.copyOf(touched);
    }

    /** Without a cursor. */
    public Rewritten(
        SessionEffect effect,
        WireText text,
        List<WireParameter> parameters,
        int placeholders,
        Optional<List<ResultColumn>> columns,
        List<Optional<List<ResultColumn>>> further,
        Optional<KeyColumns> generatedKeys,
        List<ProtectedColumn> touched) {
      this(
          effect,
          text,
          parameters,
          placeholders,
          columns,
          further,
          generatedKeys,
          touched,
          Optional.empty());
    }

    /** The same as a statement that only declares a cursor over its rows. */
    Rewritten declaring(CursorUse.Declares declared) {
      return new Rewritten(
          effect,
          text,
          parameters,
          placeholders,
          Optional.empty(),
          further,
          generatedKeys,
          touched,
          Optional.of(new Cursor(declared, columns)));
    }

    /** One statement. */
    public Rewritten(
        SessionEffect effect,
        WireText text,
        List<WireParameter> parameters,
        int placeholders,
        Optional<List<ResultColumn>> columns,
        Optional<KeyColumns> generatedKeys,
        List<ProtectedColumn> touched) {
      this(effect, text, parameters, placeholders, columns, List.of(), generatedKeys, touched);
    }

    /**
     * How the rows of one of its statements are read.
     *
     * @param statement its number in the text, from 0
     */
    public Optional<List<ResultColumn>> columns(int statement) {
      if (statement == 0) {
        return columns;
      }
      return statement <= further.size() ? further.get(statement - 1) : Optional.empty();
    }
  }

  /**
   * A cursor over rows with protected columns.
   *
   * @param declared its name and statement
   * @param columns how its rows are read
   */
  record Cursor(CursorUse.Declares declared, Optional<List<ResultColumn>> columns) {}

  /**
   * Columns to ask the wrapped driver for as generated keys.
   *
   * @param names real column names
   * @param columns how they are read, one for each name
   */
  record KeyColumns(List<String> names, List<ResultColumn> columns) {
    public KeyColumns {
      names = List.copyOf(names);
      columns = List.copyOf(columns);
    }
  }
}
