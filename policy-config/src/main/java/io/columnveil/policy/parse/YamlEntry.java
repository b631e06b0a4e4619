package io.columnveil.policy.parse;

/** A key of a mapping and its value. */
record YamlEntry(YamlScalar key, YamlNode value) {

  String name() {
    return key.value();
  }
}
