package io.columnveil.policy.parse;

/** In place of a node that has been refused already, so that nothing more is said of it. */
record YamlHole(int begin) implements YamlNode {

  @Override
  public String describe() {
    return "something refused";
  }
}
