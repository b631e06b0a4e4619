package io.columnveil.store;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words in a text of code, however they are quoted or commented out: a superset of the names
 * that the code may use, as long as it does not put them together at run time.
 */
final class Words {

  private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{M}\\p{N}_$]*");

  private final String text;
  private final Set<String> words;

  private Words(String text, Set<String> words) {
    this.text = text;
    this.words = words;
  }

  static Words of(String text) {
    Set<String> words = new HashSet<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      words.add(matcher.group());
      words.add(matcher.group().toLowerCase(Locale.ROOT));
      words.add(matcher.group().toUpperCase(Locale.ROOT));
    }
    return new Words(text, words);
  }

  /** Whether the text may mean something of that name. */
  boolean mention(String name) {
    return words.contains(name)
        || !WORD.matcher(name).matches() && text.contains(name.replace("\"", "\"\""));
  }

  /** Whether one of these words, given in lower case, is in the text. */
  boolean mentionAny(Set<String> names) {
    return names.stream().anyMatch(words::contains);
  }
}
