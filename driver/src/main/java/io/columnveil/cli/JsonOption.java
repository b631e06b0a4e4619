package io.columnveil.cli;

import picocli.CommandLine.Option;

/** Whether a command prints for machines. */
final class JsonOption {

  @Option(names = "--json", description = "Print JSON.")
  boolean wanted;
}
