package io.columnveil;

import static org.assertj.core.api.Assertions.assertThat;

import io.columnveil.issue.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every message points to a section of {@code docs/errors.md}; so each code must have one. */
class ErrorPagesTest {

  private static final Pattern SECTION = Pattern.compile("(?ms)^## (\\S+)$(.*?)(?=^## |\\z)");

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

  private static String page() throws IOException {
    return Files.readString(Path.of("docs", "errors.md"));
  }
}
