package io.columnveil.sql.lex;

/** What a token is. White space and comments are no tokens. */
public enum TokenKind {
  /** An unquoted identifier or keyword. */
  WORD,
  /** A quoted identifier. */
  QUOTED_IDENTIFIER,
  /** A character string in any quoting: {@code '..', E'..', U&'..', N'..', $tag$..$tag$}. */
  STRING,
  /** A bit or binary string: B'..', X'..'. */
  BINARY_STRING,
  NUMBER,
  /** A JDBC placeholder: ?, and H2's ?1. */
  PLACEHOLDER,
  /** PostgreSQL's $1, which JDBC statements cannot carry outside PREPARE and functions. */
  POSITIONAL,
  OPERATOR,
  /** One of ( ) [ ] , ; . : and the like. */
  PUNCTUATION,
  /** A brace of a JDBC escape. */
  ESCAPE_BRACE
}
