package io.columnveil.policy.parse;

import io.columnveil.issue.NearestWord;
import io.columnveil.policy.parse.YamlScalar.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes values of the expected kind out of nodes; a node of another kind is a problem. */
final class Values {

  private final ReadContext context;

  Values(ReadContext context) {
    this.context = context;
  }

  Optional<YamlMapping> mapping(YamlNode node, String what) {
    return node instanceof YamlMapping mapping
        ? Optional.of(mapping)
        : wrong(node, what, "a mapping of keys to values", "Write 'key: value' lines below it");
  }

  Optional<YamlSequence> list(YamlNode node, String what) {
    return node instanceof YamlSequence sequence
        ? Optional.of(sequence)
        : wrong(node, what, "a list", "Write it in brackets: [a, b]");
  }

  Optional<YamlScalar> text(YamlNode node, String what) {
    if (!(node instanceof YamlScalar scalar) || scalar.kind() != Kind.TEXT) {
      boolean quotable =
          node instanceof YamlScalar scalar
              && scalar.kind() != Kind.NOTHING
              && scalar.kind() != Kind.NULL;
      return wrong(node, what, "a text", quotable ? "Put it in quotes" : "Write a text");
    }
    if (scalar.value().isBlank()) {
      context.error(node, what + " is empty", "Give it a value, or leave the key out");
      return Optional.empty();
    }
    return Optional.of(scalar);
  }

  /** A text in which {@code ${...}} has no meaning; it would be taken literally, unnoticed. */
  Optional<YamlScalar> plainText(YamlNode node, String what) {
    Optional<YamlScalar> text = text(node, what);
    if (text.isPresent() && Placeholders.hasReference(text.get().value())) {
      context.error(node, what + " holds a reference ${...}", "References are read in 'keys' only");
      return Optional.empty();
    }
    return text;
  }

  Optional<Boolean> flag(YamlNode node, String what) {
    return node instanceof YamlScalar scalar && scalar.kind() == Kind.BOOLEAN
        ? Optional.of(Boolean.valueOf(scalar.value()))
        : wrong(node, what, "true or false", "Write true or false, without quotes");
  }

  /** A number from 0 to {@code max}. */
  Optional<Integer> count(YamlNode node, String what, int max) {
    if (!(node instanceof YamlScalar scalar) || scalar.kind() != Kind.INTEGER) {
      return wrong(node, what, "a whole number", "Write a number from 0 to " + max);
    }
    if (!scalar.value().matches("\\+?0*[0-9]{1,9}") || Integer.parseInt(scalar.value()) > max) {
      context.error(node, what + " is out of range", "Write a number from 0 to " + max);
      return Optional.empty();
    }
    return Optional.of(Integer.valueOf(scalar.value()));
  }

  /** One of a few words. */
  <T> Optional<T> word(YamlNode node, String key, String noun, Map<String, T> words) {
    Optional<YamlScalar> text = plainText(node, key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    T meaning = words.get(text.get().value());
    if (meaning == null) {
      String word = text.get().value();
      context.error(
          node,
          "unknown " + noun + " " + Words.quote(word),
          NearestWord.remedy(word, words.keySet(), "Known are " + Words.oneOf(words.keySet())));
    }
    return Optional.ofNullable(meaning);
  }

  /** A list of texts. */
  List<YamlScalar> texts(YamlNode node, String what) {
    List<YamlScalar> texts = new ArrayList<>();
    list(node, what)
        .ifPresent(
            list ->
                list.items()
                    .forEach(i -> plainText(i, "an item of " + what).ifPresent(texts::add)));
    return texts;
  }

  private <T> Optional<T> wrong(YamlNode node, String what, String expected, String remedy) {
    if (!(node instanceof YamlHole)) {
      context.error(node, what + " must be " + expected + ", not " + node.describe(), remedy);
    }
    return Optional.empty();
  }
}
