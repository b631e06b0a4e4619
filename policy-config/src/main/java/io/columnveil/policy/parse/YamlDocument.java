package io.columnveil.policy.parse;

import java.util.List;
import java.util.Optional;

/**
 * What could be read of a YAML text.
 *
 * @param root the document; empty if the text cannot be read to its end, or holds nothing
 * @param problems problems of the text
 */
record YamlDocument(Optional<YamlNode> root, List<YamlProblem> problems) {

  YamlDocument {
    problems = List.copyOf(problems);
  }
}
