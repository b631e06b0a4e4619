package io.columnveil.policy.parse;

/**
 * A single value, as text and with the kind that the core schema of YAML 1.2 gives it; it ends
 * before the char {@code end} of the document.
 */
record YamlScalar(String value, Kind kind, int begin, int end) implements YamlNode {

  enum Kind {
    TEXT("text"),
    INTEGER("a number"),
    FRACTION("a fraction"),
    BOOLEAN("true or false"),
    NULL("null"),
    NOTHING("nothing");

    private final String description;

    Kind(String description) {
      this.description = description;
    }
  }

  @Override
  public String describe() {
    return kind.description;
  }

  /** Never the value: it may be a secret. */
  @Override
  public String toString() {
    return kind.description;
  }
}
