package io.columnveil.policy.parse;

/** A problem of the YAML text itself, before its secrets are blanked. */
record YamlProblem(int offset, String message, String remedy) {}
