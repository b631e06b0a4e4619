package io.columnveil.sql.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the statements of all cases into a folder, one file each, for a fuzzer to start from. */
public final class FuzzSeeds {

  private FuzzSeeds() {}

  /**
   * Writes them.
   *
   * @param arguments the folder, and another that is only created, for what the fuzzer finds
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    Files.createDirectories(Path.of(arguments[1]));
    int number = 0;
    for (Path path : CaseFile.in(Path.of("src", "test", "resources", "cases"))) {
      for (CaseFile.Case one : CaseFile.read(path).cases()) {
        Files.writeString(folder.resolve("case-" + number++), one.sql());
      }
    }
  }
}
