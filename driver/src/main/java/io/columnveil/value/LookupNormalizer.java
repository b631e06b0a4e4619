package io.columnveil.value;

import io.columnveil.policy.model.Normalization;
import java.util.List;

/**
 * What a lookup does to text before its token is computed. Frozen: each version gives the same text
 * on every JDK for every code point, because stored tokens depend on it.
 *
 * <p>The version is one byte: bit 0 trims, bit 1 folds case; bits 2 and up name the generation of
 * the rules, of which there is one. Trimming takes the code points that Unicode 15.0 calls
 * White_Space from both ends; folding is the simple case folding of Unicode 15.0. The order of the
 * two does not matter. Immutable and thread-safe.
 */
public final class LookupNormalizer {

  private static final int TRIM = 1;
  private static final int LOWERCASE = 2;

  private final int version;

  private LookupNormalizer(int version) {
    this.version = version;
  }

  /** The normalizer for the steps of a policy. */
  public static LookupNormalizer of(List<Normalization> steps) {
    int version = 0;
    for (Normalization step : steps) {
      version |=
          switch (step) {
            case TRIM -> TRIM;
            case LOWERCASE -> LOWERCASE;
          };
    }
    return new LookupNormalizer(version);
  }

  /** One byte; part of every token. */
  public int version() {
    return version;
  }

  /** The normalized text. */
  public String apply(String text) {
    String normalized = (version & TRIM) != 0 ? trimmed(text) : text;
    return (version & LOWERCASE) != 0 ? CaseFolding.fold(normalized) : normalized;
  }

  private static String trimmed(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isWhiteSpace(text.charAt(from))) {
      from++;
    }
    while (to > from && isWhiteSpace(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  /** All of White_Space lies in the basic plane. */
  private static boolean isWhiteSpace(char c) {
    return c >= 0x09 && c <= 0x0D
        || c == 0x20
        || c == 0x85
        || c == 0xA0
        || c == 0x1680
        || c >= 0x2000 && c <= 0x200A
        || c == 0x2028
        || c == 0x2029
        || c == 0x202F
        || c == 0x205F
        || c == 0x3000;
  }
}
