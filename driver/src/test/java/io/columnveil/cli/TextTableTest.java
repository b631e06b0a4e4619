package io.columnveil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {

  @Test
  void makesColumnsAsWideAsTheirWidestCell() {
    TextTable table =
        new TextTable(
            List.of(TextTable.Column.of("id"), TextTable.Column.of("name")),
            List.of(List.of("1", "Greta Winter"), List.of("1000", "Otto")));
    assertThat(table.header()).isEqualTo("  id    name");
    assertThat(table.rows()).containsExactly("  1     Greta Winter", "  1000  Otto");
  }

  @Test
  void noCellMovesTheCursor() {
    TextTable table =
        new TextTable(
            List.of(TextTable.Column.of("domain")), List.of(List.of("a\u001b[2Jb\nc\u009b")));
    assertThat(table.rows()).containsExactly("  a?[2Jb?c?");
  }

  @Test
  void cutsCellsAtTheLimitOfTheirColumn() {
    TextTable table =
        new TextTable(List.of(new TextTable.Column("email", 8)), List.of(List.of("_cv1AbCdEfGh")));
    assertThat(table.rows()).containsExactly("  _cv1A...");
  }
}
