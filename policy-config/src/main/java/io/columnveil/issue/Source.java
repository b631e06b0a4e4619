package io.columnveil.issue;

/**
 * A text with a name: a policy file or one SQL statement.
 *
 * @param name what a message calls it: a file name, or "SQL"
 * @param text the whole text
 */
public record Source(String name, String text) {

  private static final String SQL = "SQL";

  /** A statement, which has no file name. */
  public static Source sql(String text) {
    return new Source(SQL, text);
  }

  /** Whether it is a statement, which may hold values. */
  public boolean isSql() {
    return name.equals(SQL);
  }

  /** The position of a character, {@code offset} counted in chars from 0; clamped to the text. */
  public Location at(int offset) {
    return new Location(this, Math.max(0, Math.min(offset, text.length())));
  }

  /** Never the text: it may hold a value. */
  @Override
  public String toString() {
    return name;
  }
}
