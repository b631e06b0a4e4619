package io.columnveil.policy.model;

import java.util.Locale;

/**
 * A column or table name of the policy. Unquoted, {@code *} stands for any characters; a name that
 * the policy puts in double quotes, as SQL does, is exactly that name, dots and stars included.
 *
 * @param text the name without its quotes
 * @param quoted whether the policy quotes it
 */
public record NamePattern(String text, boolean quoted) {

  /** A name without quotes. */
  public NamePattern(String text) {
    this(text, false);
  }

  /** Whether it names exactly one name. */
  public boolean isExact() {
    return quoted || text.indexOf('*') < 0;
  }

  /** Whether it covers a name. Case matters: catalogs are compared by their own spelling. */
  public boolean matches(String name) {
    return isExact() ? text.equals(name) : matches(text, name);
  }

  /**
   * Whether it covers a name in a catalog that folds unquoted names. A quoted one still has to be
   * spelled alike. Both sides are folded with {@code toUpperCase}, which is how H2 does it, so that
   * this agrees with the database on letters like the long s.
   */
  public boolean matchesFolded(String name) {
    return quoted ? text.equals(name) : matches(fold(text), fold(name));
  }

  private static String fold(String name) {
    return name.toUpperCase(Locale.ENGLISH);
  }

  /** Greedy with one point of return, so the time is at most the product of the lengths. */
  private static boolean matches(String pattern, String name) {
    int p = 0;
    int n = 0;
    int star = -1;
    int resume = 0;
    while (n < name.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = n;
      } else if (p < pattern.length() && pattern.charAt(p) == name.charAt(n)) {
        p++;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /** Literal characters: of two patterns that match, the one with more is the more specific. */
  public int specificity() {
    return isExact() ? Integer.MAX_VALUE : (int) text.chars().filter(c -> c != '*').count();
  }

  /** As the policy writes it. */
  @Override
  public String toString() {
    return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
