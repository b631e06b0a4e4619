package io.columnveil.sql.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.columnveil.sql.lex.Dialect;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import net.sf.jsqlparser.expression.ExpressionVisitorAdapter;
import net.sf.jsqlparser.parser.CCJSqlParserConstants;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.update.Update;
import org.junit.jupiter.api.Test;

/** Every keyword of the parser that is a legal name in PostgreSQL is read as that name. */
class ClashingWordsTest {

  /** Reserved in PostgreSQL, alone or as names of columns: they need quotes there. */
  private static final Set<String> RESERVED =
      Set.of(
          "ALL",
          "ANALYSE",
          "ANALYZE",
          "AND",
          "ANY",
          "ARRAY",
          "AS",
          "ASC",
          "ASYMMETRIC",
          "AUTHORIZATION",
          "BETWEEN",
          "BINARY",
          "BOTH",
          "CASE",
          "CAST",
          "CHECK",
          "COLLATE",
          "COLLATION",
          "COLUMN",
          "CONCURRENTLY",
          "CONSTRAINT",
          "CREATE",
          "CROSS",
          "CURRENT_CATALOG",
          "CURRENT_DATE",
          "CURRENT_ROLE",
          "CURRENT_SCHEMA",
          "CURRENT_TIME",
          "CURRENT_TIMESTAMP",
          "CURRENT_USER",
          "DEFAULT",
          "DEFERRABLE",
          "DESC",
          "DISTINCT",
          "DO",
          "ELSE",
          "END",
          "EXCEPT",
          "FALSE",
          "FETCH",
          "FOR",
          "FOREIGN",
          "FREEZE",
          "FROM",
          "FULL",
          "GRANT",
          "GROUP",
          "HAVING",
          "ILIKE",
          "IN",
          "INITIALLY",
          "INNER",
          "INTERSECT",
          "INTO",
          "IS",
          "ISNULL",
          "JOIN",
          "LATERAL",
          "LEADING",
          "LEFT",
          "LIKE",
          "LIMIT",
          "LOCALTIME",
          "LOCALTIMESTAMP",
          "NATURAL",
          "NOT",
          "NOTNULL",
          "NULL",
          "OFFSET",
          "ON",
          "ONLY",
          "OR",
          "ORDER",
          "OUTER",
          "OVERLAPS",
          "PLACING",
          "PRIMARY",
          "REFERENCES",
          "RETURNING",
          "RIGHT",
          "SELECT",
          "SESSION_USER",
          "SIMILAR",
          "SOME",
          "SYMMETRIC",
          "SYSTEM_USER",
          "TABLE",
          "TABLESAMPLE",
          "THEN",
          "TO",
          "TRAILING",
          "TRUE",
          "UNION",
          "UNIQUE",
          "USER",
          "USING",
          "VARIADIC",
          "VERBOSE",
          "WHEN",
          "WHERE",
          "WINDOW",
          "WITH");

  /** PostgreSQL takes them as names of columns, we do not: they look like calls or types. */
  private static final Set<String> REFUSED = Set.of("EXISTS", "XMLSERIALIZE");

  @Test
  void everyKeywordThatIsALegalNameIsReadAsOne() throws IllegalAccessException {
    List<String> misread = new ArrayList<>();
    for (String word : keywords()) {
      if (RESERVED.contains(word) || REFUSED.contains(word)) {
        continue;
      }
      check(misread, "SELECT " + word + " FROM t", 1, word);
      check(misread, "SELECT t." + word + ", a FROM t", 1, word);
      check(misread, "SELECT a, " + word + " FROM t WHERE " + word + " = 1", 2, word);
      check(misread, "SELECT a FROM t WHERE b = 1 AND " + word + " IN (1)", 1, word);
      check(misread, "SELECT lower(" + word + ") FROM t WHERE " + word + " IS NULL", 2, word);
      check(misread, "INSERT INTO t (a, " + word + ") VALUES (1, 2)", 1, word);
      check(misread, "UPDATE t SET " + word + " = 1 WHERE " + word + " = 2", 2, word);
    }
    assertThat(misread).isEmpty();
  }

  private static void check(List<String> misread, String sql, int expected, String word) {
    ParseResult result = SqlParser.parse(Dialect.POSTGRESQL.lexer().lex(sql));
    if (!(result instanceof ParseResult.Parsed parsed)
        || columns(parsed.statement(), word) != expected) {
      misread.add(sql);
    }
  }

  private static int columns(ParsedStatement statement, String word) {
    AtomicInteger count = new AtomicInteger();
    ExpressionVisitorAdapter<Void> counter =
        new ExpressionVisitorAdapter<>() {
          @Override
          public <S> Void visit(Column column, S context) {
            String name = column.getColumnName().replace("\"", "");
            if (name.equalsIgnoreCase(word) && statement.span(column).isPresent()) {
              count.incrementAndGet();
            }
            return null;
          }
        };
    if (statement.tree() instanceof PlainSelect select) {
      assertThat(select.getFromItem()).isInstanceOf(Table.class);
      select.getSelectItems().forEach(item -> item.getExpression().accept(counter, null));
      if (select.getWhere() != null) {
        select.getWhere().accept(counter, null);
      }
    } else if (statement.tree() instanceof Insert insert) {
      insert.getColumns().forEach(column -> column.accept(counter, null));
    } else if (statement.tree() instanceof Update update) {
      update.getUpdateSets().forEach(set -> set.getColumns().accept(counter, null));
      update.getWhere().accept(counter, null);
    }
    return count.get();
  }

  private static Set<String> keywords() throws IllegalAccessException {
    Set<String> words = new TreeSet<>();
    for (String image : CCJSqlParserConstants.tokenImage) {
      if (image.matches("\"[A-Za-z_]+\"")) {
        words.add(image.substring(1, image.length() - 1).toUpperCase(Locale.ROOT));
      }
    }
    for (Field field : CCJSqlParserConstants.class.getFields()) {
      if (field.getName().startsWith("K_")) {
        words.add(field.getName().substring(2));
      }
    }
    words.addAll(
        List.of(
            "YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND", "EPOCH", "WEEK", "VALUE", "NAME",
            "MAP", "NUMBER", "UUID", "LEVEL", "ROWNUM", "SYSDATE"));
    return words;
  }
}
