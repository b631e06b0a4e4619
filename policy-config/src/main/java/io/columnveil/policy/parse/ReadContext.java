package io.columnveil.policy.parse;

import io.columnveil.issue.Location;
import io.columnveil.issue.Problems;
import io.columnveil.issue.Source;
import io.columnveil.policy.model.Positions;

/**
 * What all readers of one policy share.
 *
 * @param source the text with its secrets blanked
 * @param problems what is wrong with it
 * @param positions where keys stand
 */
record ReadContext(Source source, Problems problems, Positions.Builder positions) {

  Location at(YamlNode node) {
    return source.at(node.begin());
  }

  void error(YamlNode node, String message, String remedy) {
    problems.error(at(node), message, remedy);
  }
}
