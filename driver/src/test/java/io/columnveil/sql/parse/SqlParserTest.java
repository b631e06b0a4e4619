package io.columnveil.sql.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.columnveil.issue.ErrorCode;
import io.columnveil.sql.lex.Dialect;
import io.columnveil.sql.lex.TokenList;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import net.sf.jsqlparser.expression.JdbcParameter;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.update.Update;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlParserTest {

  static Stream<Arguments> forms() {
    return Stream.of(Dialect.values())
        .flatMap(dialect -> Forms.of(dialect).stream().map(sql -> Arguments.of(dialect, sql)));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void everyListedFormIsParsed(Dialect dialect, String sql) {
    ParseResult result = SqlParser.parse(dialect.lexer().lex(sql));

    assertThat(result).isInstanceOf(ParseResult.Parsed.class);
  }

  @Test
  void nodesKnowTheirTokens() {
    ParsedStatement statement =
        parse("SELECT u.id /* c */ FROM users u WHERE u.email = 'x' AND id = DATE '2020-01-01'");
    PlainSelect select = (PlainSelect) statement.tree();
    AndExpression and = (AndExpression) select.getWhere();
    EqualsTo first = (EqualsTo) and.getLeftExpression();
    EqualsTo second = (EqualsTo) and.getRightExpression();

    assertThat(text(statement, first)).isEqualTo("u.email = 'x'");
    assertThat(text(statement, first.getLeftExpression())).isEqualTo("u.email");
    assertThat(text(statement, second)).isEqualTo("id = DATE '2020-01-01'");
    assertThat(text(statement, select.getSelectItem(0))).isEqualTo("u.id");
    assertThat(text(statement, select.getFromItem())).isEqualTo("users");
    JdbcParameter literal = (JdbcParameter) second.getRightExpression();
    assertThat(statement.leaf(literal))
        .isEqualTo(new Leaf.Literal(new Span(16, 17), Leaf.Kind.DATE, "2020-01-01"));
    assertThat(statement.span(new Object())).isEmpty();
  }

  @Test
  void assignedColumnsKnowTheirTokens() {
    ParsedStatement statement = parse("UPDATE users SET email = ?, phone = 'x' WHERE id = 1");
    Update update = (Update) statement.tree();
    Column phone = update.getUpdateSet(1).getColumn(0);

    assertThat(text(statement, phone)).isEqualTo("phone");
    assertThat(text(statement, update.getTable())).isEqualTo("users");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1 go UPDATE users SET email = 'x'",
        "SELECT 1\n\n\nUPDATE users SET email = 'x'",
        "SELECT 1\n/\nUPDATE users SET email = 'x'",
        "SELECT 1\ngo\nUPDATE users SET email = 'x'",
        "SELECT 1; UPDATE users SET email = 'x'",
        "SELECT email FROM users WHERE id = $1",
        "SELECT foo 'x' FROM users",
        "SELECT e'x' 'y' FROM users",
        "SELECT id FROM users WHERE {fn concat(email, ?)} = 'x'",
        "DO $$ BEGIN END $$",
        "CREATE TABLE t (a int)",
        "TRUNCATE users",
        "BEGIN",
        "SET x = 1",
        "",
        ";",
      })
  void whatIsNoPlainStatementIsNotParsed(String sql) {
    TokenList tokens = Dialect.POSTGRESQL.lexer().lex(sql);

    ParseResult result = SqlParser.parse(tokens);

    assertThat(result).isInstanceOf(ParseResult.NotParsed.class);
    assertThat(((ParseResult.NotParsed) result).issue().code())
        .isEqualTo(ErrorCode.STATEMENT_NOT_UNDERSTOOD);
  }

  @Test
  void aParseErrorHasItsPlaceInTheUsersText() {
    TokenList tokens = Dialect.POSTGRESQL.lexer().lex("SELECT /* a */ id FROM t\n  ORDER secret");

    ParseResult.NotParsed result = (ParseResult.NotParsed) SqlParser.parse(tokens);

    assertThat(result.issue().location())
        .hasValueSatisfying(at -> assertThat(at.line()).isEqualTo(2));
    assertThat(result.issue().message()).doesNotContain("secret");
  }

  @Test
  void deepNestingIsFast() {
    List<String> texts =
        List.of(
            "SELECT " + "(".repeat(99) + "1" + ")".repeat(99),
            "SELECT " + "f(".repeat(99) + "1" + ")".repeat(99),
            "SELECT a FROM t WHERE " + "(".repeat(99) + "a = 1" + ")".repeat(99),
            "SELECT a FROM t WHERE " + "NOT (".repeat(99) + "a = 1" + ")".repeat(99),
            "SELECT * FROM " + "(SELECT * FROM ".repeat(60) + "t" + ") x".repeat(60),
            "SELECT a FROM t WHERE "
                + "a IN (SELECT a FROM t WHERE ".repeat(90)
                + "a = 1"
                + ")".repeat(90),
            "SELECT " + "CASE WHEN a THEN ".repeat(90) + "1" + " END".repeat(90) + " FROM t",
            "SELECT " + "(".repeat(99) + "SELECT 1" + ")".repeat(99));
    for (String text : texts) {
      TokenList tokens = Dialect.POSTGRESQL.lexer().lex(text);
      Assertions.assertTimeout(Duration.ofSeconds(5), () -> SqlParser.parse(tokens), text);
    }
  }

  @Test
  void longChainsDoNotOverflow() {
    TokenList tokens =
        Dialect.POSTGRESQL.lexer().lex("SELECT a FROM t WHERE a = 1" + " OR a = 1".repeat(20_000));

    assertThat(SqlParser.parse(tokens)).isNotNull();
  }

  @Test
  void aParameterOfAnotherTreeIsRefused() {
    ParsedStatement statement = parse("SELECT 1");

    assertThatThrownBy(() -> statement.leaf(new JdbcParameter()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static ParsedStatement parse(String sql) {
    ParseResult result = SqlParser.parse(Dialect.POSTGRESQL.lexer().lex(sql));
    return ((ParseResult.Parsed) result).statement();
  }

  private static String text(ParsedStatement statement, Object node) {
    Span span = statement.span(node).orElseThrow();
    TokenList tokens = statement.tokens();
    return tokens.sql().substring(tokens.begin(span.first()), tokens.end(span.last()));
  }
}
