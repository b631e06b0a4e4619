package io.columnveil.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.columnveil.issue.Issue;
import io.columnveil.issue.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PolicySamplesTest {

  static Stream<Path> valid() {
    return Samples.in("valid");
  }

  static Stream<Path> invalid() {
    return Stream.of("invalid", "invalid-beyond-schema", "not-yaml").flatMap(Samples::in);
  }

  @ParameterizedTest
  @MethodSource("valid")
  void acceptsValidPolicyWithTheseWarnings(Path sample) throws IOException {
    List<Issue> problems = Samples.problems(sample);
    assertThat(problems).extracting(Issue::severity).doesNotContain(Severity.ERROR);
    assertThat(problems.isEmpty())
        .isNotEqualTo(sample.getFileName().toString().startsWith("warns-"));
    Samples.assertReported(sample, PolicyReport.render(problems));
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void refusesInvalidPolicyWithTheseProblems(Path sample) throws IOException {
    List<Issue> problems = Samples.problems(sample);
    assertThat(problems).extracting(Issue::severity).contains(Severity.ERROR);
    Samples.assertReported(sample, PolicyReport.render(problems));
  }

  @ParameterizedTest
  @MethodSource({"valid", "invalid"})
  void neverShowsSecret(Path sample) {
    assertThat(PolicyReport.render(Samples.problems(sample))).doesNotContain("hunter");
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void reportsTheSameEveryTime(Path sample) {
    assertThat(Samples.problems(sample).toString()).isEqualTo(Samples.problems(sample).toString());
  }
}
