package io.columnveil;

import static org.assertj.core.api.Assertions.assertThat;

import io.columnveil.issue.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every message points to a section of {@code docs/errors.md}; so each code must have one. */
class ErrorPagesTest {

  private static final Pattern SECTION = Pattern.compile("(?ms)^## (\\S+)$(.*?)(?=^## |\\z)");

  /** Told when a connection is made, a value is read or written, or by a bug of ours. */
  private static final Set<ErrorCode> NOT_FROM_PLANNING =
      EnumSet.of(
          ErrorCode.JDBC_OPERATION_REFUSED,
          ErrorCode.STORED_VALUE_REJECTED,
          ErrorCode.WRITTEN_VALUE_REJECTED,
          ErrorCode.KEY_UNAVAILABLE,
          ErrorCode.KEY_SERVICE_UNREACHABLE,
          ErrorCode.POLICY_INVALID,
          ErrorCode.RESULT_MASKED,
          ErrorCode.INTERNAL);

  @Test
  void everyCodeHasOneSectionAndEverySectionACode() throws IOException {
    List<String> sections = new ArrayList<>();
    Matcher matcher = SECTION.matcher(page());
    while (matcher.find()) {
      sections.add(matcher.group(1));
    }
    assertThat(sections)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ErrorCode.values()).map(ErrorCode::sqlState).distinct().toList());
  }

  @Test
  void everySectionTellsCauseExampleAndRemedy() throws IOException {
    Matcher matcher = SECTION.matcher(page());
    while (matcher.find()) {
      assertThat(matcher.group(2))
          .as(matcher.group(1))
          .contains("**Cause.**", "**Example.**", "**Remedy.**");
    }
  }

  /** Problems of planning have a golden case, those of running a test that names their code. */
  @Test
  void everyCodeHasACaseOrATest() throws IOException {
    String cases = texts(Path.of("src", "test", "resources", "cases"), ".sql");
    String tests =
        texts(Path.of("src", "test", "java"), "Test.java")
            + texts(Path.of("..", "integration-tests", "src", "test", "java"), "Test.java");
    for (ErrorCode code : ErrorCode.values()) {
      boolean planned = cases.contains("-- refused " + code.sqlState() + " at ");
      assertThat(planned)
          .as("a case for " + code.sqlState())
          .isEqualTo(!NOT_FROM_PLANNING.contains(code));
      if (!planned && code != ErrorCode.INTERNAL) {
        assertThat(tests.contains('"' + code.sqlState() + '"') || tests.contains(code.name()))
            .as("a test for " + code.sqlState())
            .isTrue();
      }
    }
  }

  @Test
  void everyCaseIsRefusedWithACodeThatHasASection() throws IOException {
    Matcher refused =
        Pattern.compile("-- refused (\\S+)")
            .matcher(texts(Path.of("src", "test", "resources", "cases"), ".sql"));
    while (refused.find()) {
      assertThat(page()).contains("\n## " + refused.group(1) + "\n");
    }
  }

  private static String texts(Path folder, String ending) throws IOException {
    StringBuilder texts = new StringBuilder();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(p -> p.toString().endsWith(ending)).toList()) {
        texts.append(Files.readString(path));
      }
    }
    return texts.toString();
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("docs", "errors.md"));
  }
}
