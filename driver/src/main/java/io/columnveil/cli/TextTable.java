package io.columnveil.cli;

import io.columnveil.issue.Printable;
import java.util.ArrayList;
import java.util.List;

/** Rows laid out in columns that are as wide as their widest cell, up to a limit. */
public final class TextTable {

  private static final String ELLIPSIS = "...";
  private static final String GAP = "  ";

  private final List<Column> columns;
  private final List<List<String>> cells;
  private final List<Integer> widths = new ArrayList<>();

  /** A table; every row has one cell for each column. */
  public TextTable(List<Column> columns, List<List<String>> cells) {
    this.columns = List.copyOf(columns);
    // Of a keyring that is read without keys nothing is authenticated.
    this.cells = cells.stream().map(row -> row.stream().map(Printable::line).toList()).toList();
    for (int c = 0; c < columns.size(); c++) {
      int widest = columns.get(c).title().length();
      for (List<String> row : this.cells) {
        widest = Math.max(widest, row.get(c).length());
      }
      widths.add(Math.min(widest, columns.get(c).limit()));
    }
  }

  /** The titles. */
  String header() {
    return format(columns.stream().map(Column::title).toList());
  }

  /** One line for each row. */
  public List<String> rows() {
    return cells.stream().map(this::format).toList();
  }

  private String format(List<String> row) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < row.size(); c++) {
      line.append(GAP).append(fit(row.get(c), widths.get(c)));
    }
    return line.toString().stripTrailing();
  }

  private static String fit(String text, int width) {
    return text.length() > width
        ? text.substring(0, Math.max(0, width - ELLIPSIS.length())) + ELLIPSIS
        : text + " ".repeat(width - text.length());
  }

  /**
   * A column.
   *
   * @param title its heading
   * @param limit characters after which cells are cut
   */
  public record Column(String title, int limit) {

    /** A column that shows its cells whole. */
    public static Column of(String title) {
      return new Column(title, Integer.MAX_VALUE);
    }
  }
}
