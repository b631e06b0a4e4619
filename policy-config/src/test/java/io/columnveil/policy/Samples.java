package io.columnveil.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The sample policies, one file each. Beside a sample that has problems stands what is reported of
 * it, word for word; {@code -Dpolicies.update} writes these files anew, for review.
 */
final class Samples {

  private static final Path FOLDER = Path.of("src", "test", "resources", "policies");
  private static final boolean UPDATE = System.getProperty("policies.update") != null;

  /** What the samples refer to; the values are secrets that must not show up anywhere. */
  static final Map<String, String> ENVIRONMENT =
      Map.of(
          "COLUMNVEIL_PASSPHRASE", "hunter5 correct horse",
          "PIN", "hunter6",
          "KEYRING", "file:/var/keys/hunter.keyring",
          "EMPTY", "");

  private Samples() {}

  static Stream<Path> in(String kind) {
    try (Stream<Path> files = Files.list(FOLDER.resolve(kind))) {
      return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path named(String kind, String name) {
    return FOLDER.resolve(kind).resolve(name + ".yaml");
  }

  static LoadedPolicy load(Path sample) {
    return PolicyLoader.load(sample, ENVIRONMENT);
  }

  static List<Issue> problems(Path sample) {
    try {
      return load(sample).warnings();
    } catch (IssueException e) {
      return e.issues();
    }
  }

  /** Compares a report with the file beside the sample; no report, no file. */
  static void assertReported(Path sample, String report) throws IOException {
    Path expected = Path.of(sample.toString().replaceFirst("\\.yaml$", ".expected"));
    if (UPDATE) {
      Files.deleteIfExists(expected);
      if (!report.isEmpty()) {
        Files.writeString(expected, report);
      }
    }
    assertThat(report).isEqualTo(Files.exists(expected) ? Files.readString(expected) : "");
  }
}
