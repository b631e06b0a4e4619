package io.columnveil.sql.plan;

import io.columnveil.sql.lex.Dialect;
import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.lex.TokenList;
import io.columnveil.sql.parse.Leaf;
import io.columnveil.sql.parse.Span;
import java.util.List;
import java.util.Optional;

/** Reads the value of a literal out of a statement's own text. */
final class Literals {

  private final TokenList tokens;
  private final List<Leaf> leaves;

  Literals(TokenList tokens, List<Leaf> leaves) {
    this.tokens = tokens;
    this.leaves = leaves;
  }

  /** The literal that some tokens are. */
  Literal at(Span span) {
    for (Leaf leaf : leaves) {
      if (leaf instanceof Leaf.Literal literal && literal.span().equals(span)) {
        return new Literal(Literal.Kind.valueOf(literal.kind().name()), literal.value());
      }
    }
    return written(span).orElseThrow(() -> new IllegalStateException("not a literal"));
  }

  private Optional<Literal> written(Span span) {
    int token = span.last();
    TokenKind kind = tokens.kind(token);
    if (kind == TokenKind.NUMBER) {
      boolean negative = token > span.first() && tokens.is(span.first(), "-");
      return Optional.of(
          new Literal(Literal.Kind.NUMBER, (negative ? "-" : "") + tokens.text(token)));
    }
    if (kind == TokenKind.STRING) {
      Literal.Kind literalKind = token == span.first() ? Literal.Kind.STRING : typed(span);
      return Optional.of(new Literal(literalKind, string(token)));
    }
    if (kind == TokenKind.BINARY_STRING) {
      return Optional.of(new Literal(Literal.Kind.BINARY, tokens.stringValue(token)));
    }
    if (tokens.isWord(token, "TRUE") || tokens.isWord(token, "FALSE")) {
      return Optional.of(
          new Literal(Literal.Kind.BOOLEAN, tokens.isWord(token, "TRUE") ? "true" : "false"));
    }
    return Optional.empty();
  }

  /** To PostgreSQL {@code N'x '} is a {@code character}: its trailing blanks do not count. */
  private String string(int token) {
    String value = tokens.stringValue(token);
    char start = tokens.sql().charAt(tokens.begin(token));
    if (tokens.dialect() != Dialect.POSTGRESQL || start != 'n' && start != 'N') {
      return value;
    }
    int end = value.length();
    while (end > 0 && value.charAt(end - 1) == ' ') {
      end--;
    }
    return value.substring(0, end);
  }

  private Literal.Kind typed(Span span) {
    return tokens.isWord(span.first(), "DATE")
        ? Literal.Kind.DATE
        : tokens.isWord(span.first(), "TIME") ? Literal.Kind.TIME : Literal.Kind.TIMESTAMP;
  }
}
