package io.columnveil.issue;

import java.util.regex.Pattern;

/**
 * Text from files, keyrings and catalogs as a terminal or a log may be given it: characters that
 * move the cursor, colour or hide what follows, or turn its direction are shown as question marks,
 * one for one.
 */
public final class Printable {

  /** Beside the control characters (C0, DEL, C1) those that order bidirectional text. */
  private static final String DIRECTIONS = "\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069";

  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}" + DIRECTIONS + "]");
  private static final Pattern IN_LINES = Pattern.compile("[\\p{Cc}" + DIRECTIONS + "&&[^\\n\\t]]");

  private Printable() {}

  /** One line: line ends are no text either. */
  public static String line(String text) {
    return UNPRINTABLE.matcher(text).replaceAll("?");
  }

  /** As {@link #line} of each line. */
  static String lines(String text) {
    return IN_LINES.matcher(text).replaceAll("?");
  }
}
