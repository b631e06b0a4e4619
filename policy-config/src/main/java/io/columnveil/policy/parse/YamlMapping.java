package io.columnveil.policy.parse;

import java.util.List;

/** A mapping; its keys are scalars, each once. */
record YamlMapping(List<YamlEntry> entries, int begin) implements YamlNode {

  YamlMapping {
    entries = List.copyOf(entries);
  }

  @Override
  public String describe() {
    return "a mapping";
  }
}
