package io.columnveil.policy.parse;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Blanks what may be a secret in the text that issues quote. Offsets stay as they are. Positions in
 * the model refer to the blanked text, so no later message can quote a secret either.
 *
 * <p>Blanked are the settings of the key provider, everything under a top-level key that a policy
 * does not know (it may be a misspelt {@code keys}), and the value of any key whose name sounds
 * like a secret, wherever it was put by mistake. References such as {@code ${NAME}} stay readable.
 */
final class Redaction {

  private static final Set<String> OPEN_SECTIONS = Set.of("version", "tables", "roles");
  private static final Set<String> OPEN_KEY_SETTINGS =
      Set.of("keyring", "rotateEvery", "cacheFor", "provider");
  private static final Pattern SECRET_NAME =
      Pattern.compile("passphrase|passwd|password|secret|credential|token|(^|[^a-z])pin([^a-z]|$)");
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{[^${}\\s]{1,200}}");

  private static final Pattern POLICY_LINE =
      Pattern.compile("(?m)^[\"']?(version|keys|tables|roles)[\"']?\\s*:");
  private static final Pattern KEYS = Pattern.compile("[\"']?keys[\"']?\\s*:");
  private static final Pattern AFTER_KEYS =
      Pattern.compile("(?m)^[\"']?(version|tables|roles)[\"']?\\s*:");
  private static final Pattern WORD =
      Pattern.compile("[^\\s{}\\[\\],:\"'#|>&*!%@`-][^\\s{}\\[\\],:]*");
  private static final Set<String> KNOWN_WORDS =
      Set.of("keys", "keyring", "wrappedBy", "provider", "passphrase", "rotateEvery", "cacheFor");

  private final String text;
  private final StringBuilder blanked;

  private Redaction(String text) {
    this.text = text;
    this.blanked = new StringBuilder(text);
  }

  /** The text with secrets blanked, by its structure. */
  static String of(String text, YamlNode root) {
    Redaction redaction = new Redaction(text);
    if (root instanceof YamlMapping policy) {
      for (YamlEntry entry : policy.entries()) {
        redaction.section(entry);
      }
    } else {
      redaction.blankAll(root);
    }
    return redaction.blanked.toString();
  }

  /**
   * The text with secrets blanked where its structure is not known, because it is not YAML: all
   * words from {@code keys:} to the next section, and everything if it does not look like a policy.
   */
  static String ofUnreadable(String text) {
    if (!POLICY_LINE.matcher(text).find()) {
      return text.replaceAll("[^\\s]", "*");
    }
    Redaction redaction = new Redaction(text);
    Matcher keys = KEYS.matcher(text);
    int from = 0;
    while (keys.find(from)) {
      Matcher after = AFTER_KEYS.matcher(text);
      int end = after.find(keys.end()) ? after.start() : text.length();
      redaction.blankWords(keys.start(), end);
      from = end;
    }
    redaction.blankSecretLines();
    return redaction.blanked.toString();
  }

  private void section(YamlEntry entry) {
    if (OPEN_SECTIONS.contains(entry.name())) {
      blankSecretNames(entry.value());
    } else if (entry.name().equals("keys") && entry.value() instanceof YamlMapping keys) {
      for (YamlEntry setting : keys.entries()) {
        if (!(OPEN_KEY_SETTINGS.contains(setting.name())
            && setting.value() instanceof YamlScalar)) {
          blankSettings(setting.value());
        }
      }
    } else {
      blankAll(entry.value());
    }
  }

  private void blankSettings(YamlNode node) {
    if (!(node instanceof YamlMapping settings)) {
      blankAll(node);
      return;
    }
    for (YamlEntry setting : settings.entries()) {
      boolean slipped =
          setting.value() instanceof YamlScalar scalar && scalar.kind() == YamlScalar.Kind.NOTHING;
      if (slipped) {
        blank(setting.key().begin(), setting.key().end());
      } else if (!setting.name().equals("provider")) {
        blankAll(setting.value());
      }
    }
  }

  private void blankSecretNames(YamlNode node) {
    if (node instanceof YamlMapping mapping) {
      for (YamlEntry entry : mapping.entries()) {
        boolean mayHoldSecret = !(entry.value() instanceof YamlMapping);
        if (mayHoldSecret && isSecretName(entry.name())) {
          blankAll(entry.value());
        } else {
          blankSecretNames(entry.value());
        }
      }
    } else if (node instanceof YamlSequence sequence) {
      sequence.items().forEach(this::blankSecretNames);
    }
  }

  private void blankAll(YamlNode node) {
    if (node instanceof YamlScalar scalar) {
      blank(scalar.begin(), scalar.end());
      blankComment(scalar.end());
    } else if (node instanceof YamlMapping mapping) {
      mapping.entries().forEach(e -> blankAll(e.value()));
    } else if (node instanceof YamlSequence sequence) {
      sequence.items().forEach(this::blankAll);
    }
  }

  private static boolean isSecretName(String name) {
    return SECRET_NAME.matcher(name.toLowerCase(Locale.ROOT)).find();
  }

  /** A comment beside a secret is often the secret of before. */
  private void blankComment(int from) {
    int hash = from;
    while (hash < text.length() && (text.charAt(hash) == ' ' || text.charAt(hash) == '\t')) {
      hash++;
    }
    if (hash < text.length() && text.charAt(hash) == '#') {
      int end = text.indexOf('\n', hash);
      blank(hash + 1, end < 0 ? text.length() : end);
    }
  }

  private void blankWords(int begin, int end) {
    Matcher words = WORD.matcher(text).region(begin, end);
    while (words.find()) {
      boolean key = words.end() < text.length() && text.charAt(words.end()) == ':';
      if (!(key && KNOWN_WORDS.contains(words.group()))) {
        stars(words.start(), words.end());
      }
    }
  }

  private void blankSecretLines() {
    Matcher names = SECRET_NAME.matcher(text.toLowerCase(Locale.ROOT));
    int from = 0;
    while (from <= text.length() && names.find(from)) {
      int end = text.indexOf('\n', names.end());
      end = end < 0 ? text.length() : end;
      int colon = text.indexOf(':', names.end());
      if (colon >= 0 && colon < end) {
        int value = colon + 1;
        while (value < end && text.charAt(value) == ' ') {
          value++;
        }
        blank(value, end);
      }
      from = end + 1;
    }
  }

  private void blank(int begin, int end) {
    Matcher references = REFERENCE.matcher(text).region(begin, Math.min(end, text.length()));
    int from = begin;
    while (references.find()) {
      stars(from, references.start());
      from = references.end();
    }
    stars(from, end);
  }

  /** Three stars at most in a row, then blanks: the length of a secret is nobody's business. */
  private void stars(int begin, int end) {
    int row = 0;
    for (int i = begin; i < Math.min(end, text.length()); i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\r') {
        row = 0;
      } else {
        blanked.setCharAt(i, row++ < 3 ? '*' : ' ');
      }
    }
  }
}
