package io.columnveil.policy.parse;

import io.columnveil.issue.Printable;
import java.util.Collection;
import java.util.stream.Collectors;

/** How words of the policy are shown in messages. */
final class Words {

  private static final int SHOWN = 60;

  private Words() {}

  /** In single quotes, cut if long, without control characters. */
  static String quote(String word) {
    String shown = word.length() <= SHOWN ? word : word.substring(0, SHOWN) + "...";
    return "'" + Printable.line(shown) + "'";
  }

  /** {@code a, b or c}. */
  static String oneOf(Collection<String> words) {
    String list = words.stream().collect(Collectors.joining(", "));
    int last = list.lastIndexOf(", ");
    return last < 0 ? list : list.substring(0, last) + " or " + list.substring(last + 2);
  }
}
