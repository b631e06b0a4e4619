package io.columnveil.policy.model;

/**
 * A column or table name of the policy, in which {@code *} stands for any characters.
 *
 * @param text as written
 */
public record NamePattern(String text) {

  /** Whether it names exactly one name. */
  public boolean isExact() {
    return text.indexOf('*') < 0;
  }

  /** Whether it covers a name. Case matters: catalogs are compared by their own spelling. */
  public boolean matches(String name) {
    return matches(text, 0, name, 0);
  }

  private static boolean matches(String pattern, int p, String name, int n) {
    while (p < pattern.length()) {
      if (pattern.charAt(p) == '*') {
        for (int rest = n; rest <= name.length(); rest++) {
          if (matches(pattern, p + 1, name, rest)) {
            return true;
          }
        }
        return false;
      }
      if (n == name.length() || pattern.charAt(p) != name.charAt(n)) {
        return false;
      }
      p++;
      n++;
    }
    return n == name.length();
  }

  /** Literal characters: of two patterns that match, the one with more is the more specific. */
  public int specificity() {
    return isExact() ? Integer.MAX_VALUE : (int) text.chars().filter(c -> c != '*').count();
  }
}
