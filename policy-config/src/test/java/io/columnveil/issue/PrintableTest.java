package io.columnveil.issue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {

  @Test
  void showsWhatATerminalWouldObeyAsQuestionMarks() {
    assertThat(Printable.line("file\u001b[2J\u009b1A\u007f\r\n\u202egnp.é\u4e2d"))
        .isEqualTo("file?[2J?1A????gnp.é\u4e2d");
  }

  @Test
  void noMessageMovesTheCursorAndLinesStayLines() {
    Issue issue = Issue.error(ErrorCode.POLICY_INVALID, "wrapped by '\u001b[1A'", "One\n\ttwo\r");
    assertThat(issue.message()).isEqualTo("wrapped by '?[1A'");
    assertThat(issue.remedy()).isEqualTo("One\n\ttwo?");
  }
}
