package io.columnveil.policy.parse;

/** A node of the document. */
sealed interface YamlNode permits YamlMapping, YamlSequence, YamlScalar, YamlHole {

  /** Where it begins in the text. */
  int begin();

  /** What it is called in a message, with an article. */
  String describe();
}
