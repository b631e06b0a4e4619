package io.columnveil.engine;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A database's plan of a rewritten statement as applications may see it: columns that do not exist
 * for them have the names of those that they stand for, and ciphertext and lookup tokens are left
 * out.
 */
public final class ExplainedPlan {

  /**
   * PostgreSQL's binary values, in arrays and in JSON behind more backslashes; envelopes as text.
   */
  private static final Pattern ENCODED = Pattern.compile("\\\\+x[0-9a-fA-F]+|_cv1[-_A-Za-z0-9]+");

  /** The same in whatever form {@code bytea_output} asks for. */
  private static final Pattern BYTEA = Pattern.compile("'(?:[^']|'')*'(?=::bytea)");

  /** H2's binary literals. */
  private static final Pattern BINARY = Pattern.compile("\\b[Xx]'[0-9a-fA-F]*'");

  /** What the driver calls columns that it adds to subqueries. */
  private static final Pattern ADDED = Pattern.compile("columnveil\\$\\w+");

  private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*");

  private final Map<String, String> shown;

  /**
   * Of one statement.
   *
   * @param shown the names of hidden columns, and what to show for each
   */
  public ExplainedPlan(Map<String, String> shown) {
    this.shown = Map.copyOf(shown);
  }

  /** A line of it, or the whole. */
  public String text(String plan) {
    String withoutBytes = BYTEA.matcher(plan).replaceAll("'...'");
    String withoutText = ENCODED.matcher(withoutBytes).replaceAll("...");
    String blanked = BINARY.matcher(withoutText).replaceAll("'...'");
    String added = ADDED.matcher(blanked).replaceAll("...");
    return NAME.matcher(added)
        .replaceAll(
            name -> Matcher.quoteReplacement(shown.getOrDefault(name.group(), name.group())));
  }
}
