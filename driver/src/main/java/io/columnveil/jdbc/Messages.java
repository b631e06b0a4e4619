package io.columnveil.jdbc;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Messages of the wrapped databases without values. What is not known to be a name is taken to be a
 * value.
 */
final class Messages {

  private static final String WITHHELD = "...";

  /** A quoted part, in either kind of quotes. */
  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"|'([^']*)'");

  /** H2 appends the statement, with its values. */
  private static final Pattern STATEMENT = Pattern.compile("; SQL statement:.*", Pattern.DOTALL);

  private static final Pattern NAMES_ONLY = Pattern.compile("[\\p{L}\\p{N}_$.:, ()\\[\\]]+");

  /** H2's codes of violated constraints, whose quoted part starts with names. */
  private static final Set<String> CONSTRAINT_STATES =
      Set.of("23502", "23503", "23505", "23506", "23507", "23513", "23514");

  /**
   * States of PostgreSQL and H2 whose messages quote names only: a statement names something that
   * is not there or is there twice, or a foreign key is violated. Even so a name survives only if
   * the statement itself has it, for a function may raise any state.
   */
  private static final Set<String> NAME_STATES =
      Set.of(
          "42703", "42702", "42P01", "42883", "42725", "42704", "3F000", "23503", "42S02", "42S03",
          "42S04", "42S22", "90022", "90059", "90079");

  private Messages() {}

  /**
   * The message of an exception of the wrapped driver.
   *
   * @param sent the text that was sent, whose words may be told as names that are not there; empty
   *     if none is known
   */
  static String withoutValues(SQLException raw, String sent) {
    if (Postgres.isPostgres(raw)) {
      return Postgres.message(raw, sent);
    }
    if (raw instanceof BatchUpdateException) {
      // pgjdbc quotes the whole statement with its parameters; the chain tells the cause
      SQLException cause = raw.getNextException();
      return cause == null || cause instanceof BatchUpdateException
          ? "a batch entry failed"
          : "a batch entry failed: " + withoutValues(cause, sent);
    }
    String message = String.valueOf(raw.getMessage());
    String state = String.valueOf(raw.getSQLState());
    String sentence = STATEMENT.matcher(message).replaceFirst("");
    if (CONSTRAINT_STATES.contains(state)) {
      return constraint(sentence);
    }
    return blankQuoted(sentence, content -> isNameOf(sent, content, state));
  }

  /** Whether an error of some state quotes a name that stands in the text that was sent. */
  static boolean isNameOf(String sent, String content, String state) {
    return NAME_STATES.contains(state)
        && Pattern.compile(
                "(?<![\\p{L}\\p{N}_$'])" + Pattern.quote(content) + "(?![\\p{L}\\p{N}_$'])",
                Pattern.CASE_INSENSITIVE)
            .matcher(sent)
            .find();
  }

  /** Quoted parts survive if they are names. */
  static String blankQuoted(String message, Predicate<String> isName) {
    StringBuilder text = new StringBuilder();
    Matcher quoted = QUOTED.matcher(message);
    while (quoted.find()) {
      String content = quoted.group(1) != null ? quoted.group(1) : quoted.group(2);
      String kept = isName.test(content) ? quoted.group() : '"' + WITHHELD + '"';
      quoted.appendReplacement(text, Matcher.quoteReplacement(kept));
    }
    StringBuilder rest = new StringBuilder();
    quoted.appendTail(rest);
    int stray = indexOfQuote(rest);
    // an unbalanced quote may start a value that itself holds quotes
    return text.append(stray < 0 ? rest : rest.substring(0, stray) + WITHHELD).toString();
  }

  private static int indexOfQuote(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '"' || text.charAt(i) == '\'') {
        return i;
      }
    }
    return -1;
  }

  /**
   * H2: {@code Unique index or primary key violation: "PUBLIC.UQ ON PUBLIC.T(C) VALUES ( 'value'
   * )"}, {@code Referential integrity constraint violation: "FK: PUBLIC.T FOREIGN KEY(C) REFERENCES
   * PUBLIC.P(ID) (5)"}.
   */
  private static String constraint(String sentence) {
    int open = sentence.indexOf('"');
    if (open < 0) {
      return blankQuoted(sentence, content -> false);
    }
    String content = sentence.substring(open + 1);
    int end = content.length();
    for (String start : new String[] {" VALUES ", "\"", " (", "'"}) {
      int at = content.indexOf(start);
      end = at >= 0 ? Math.min(end, at) : end;
    }
    String names = content.substring(0, end);
    return sentence.substring(0, open)
        + '"'
        + (NAMES_ONLY.matcher(names).matches() ? names : WITHHELD)
        + '"';
  }
}
