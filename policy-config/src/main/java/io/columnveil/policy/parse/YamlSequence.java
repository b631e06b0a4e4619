package io.columnveil.policy.parse;

import java.util.List;

/** A list. */
record YamlSequence(List<YamlNode> items, int begin) implements YamlNode {

  YamlSequence {
    items = List.copyOf(items);
  }

  @Override
  public String describe() {
    return "a list";
  }
}
