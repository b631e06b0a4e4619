package io.columnveil.policy.parse;

/** A node of the document, with the chars of the text that it spans. */
sealed interface YamlNode permits YamlMapping, YamlSequence, YamlScalar, YamlHole {

  /** First char. */
  int begin();

  /** The char after the last. */
  int end();

  /** What it is called in a message, with an article. */
  String describe();
}
