package io.columnveil.sql.lex;

/** Whose scanning rules hold. */
public enum Dialect {
  /** PostgreSQL 16 and later, behind pgjdbc, with {@code standard_conforming_strings} on. */
  POSTGRESQL(new PostgresLexer()),
  /** H2 2.5 in its regular mode, behind its own JDBC driver. */
  H2(new H2Lexer());

  private final Lexer lexer;

  Dialect(Lexer lexer) {
    this.lexer = lexer;
  }

  /** The scanner; stateless and thread-safe. */
  public Lexer lexer() {
    return lexer;
  }
}
