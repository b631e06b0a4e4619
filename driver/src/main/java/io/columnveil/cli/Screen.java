package io.columnveil.cli;

import java.io.PrintWriter;

/** Lines and tables for people: in colour on a terminal, plain text when piped. */
public final class Screen {

  private final PrintWriter out;
  private final boolean colour;

  /**
   * A screen.
   *
   * @param out where text goes
   * @param colour whether the receiver understands ANSI colours
   */
  public Screen(PrintWriter out, boolean colour) {
    this.out = out;
    this.colour = colour;
  }

  /** The text in an ink, or as it is where there is no colour. */
  public String ink(Ink ink, String text) {
    return colour ? ink.on(text) : text;
  }

  /** One line. */
  public void line(String text) {
    out.println(text);
    out.flush();
  }

  /** An empty line. */
  public void gap() {
    line("");
  }

  /** What the lines below are about. */
  public void heading(String text) {
    line(ink(Ink.BOLD, text));
  }

  /** A table: its header, then its rows. */
  void table(TextTable table) {
    header(table);
    table.rows().forEach(this::line);
  }

  /** Only the header of a table, for those who print its rows in groups. */
  public void header(TextTable table) {
    line(ink(Ink.DIM, table.header()));
  }
}
