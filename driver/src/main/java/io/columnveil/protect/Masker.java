package io.columnveil.protect;

import io.columnveil.policy.model.Mask;
import java.util.Collection;

/**
 * Masks values. The mask is applied to the value's text, by code points: for types other than text
 * that is the text which {@code getString} gives. A masked value is text only: {@code getString},
 * {@code getObject} and character streams give it; getters of other types refuse, because a number
 * or date made of a mask would be a wrong value that looks like a right one.
 *
 * <p>Every code point that is not kept becomes an asterisk, so the length shows. A value that is no
 * longer than what the mask keeps is masked whole: else short values would be shown unmasked.
 * Immutable and thread-safe.
 */
public final class Masker {

  private static final char COVER = '*';

  private final Mask mask;

  public Masker(Mask mask) {
    this.mask = mask;
  }

  /** The mask that shows no more than each of several does; at least one. */
  public static Mask strictest(Collection<Mask> masks) {
    int first = masks.stream().mapToInt(Mask::keepFirst).min().orElse(0);
    int last = masks.stream().mapToInt(Mask::keepLast).min().orElse(0);
    return new Mask(first, last);
  }

  /** The masked text. */
  public String apply(String text) {
    int length = text.codePointCount(0, text.length());
    int kept = mask.keepFirst() + mask.keepLast();
    if (kept < 0 || length <= kept) {
      return String.valueOf(COVER).repeat(length);
    }
    int firstEnd = text.offsetByCodePoints(0, mask.keepFirst());
    int lastBegin = text.offsetByCodePoints(text.length(), -mask.keepLast());
    return text.substring(0, firstEnd)
        + String.valueOf(COVER).repeat(length - kept)
        + text.substring(lastBegin);
  }
}
