package io.columnveil.sql.lex;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.postgresql.core.NativeQuery;
import org.postgresql.core.Parser;

/** What we let through, pgjdbc reads as we do: same placeholders, same text for the server. */
class PgjdbcOracleTest {

  /** What pgjdbc writes for the words of escapes. */
  private static final Map<String, String> ESCAPES =
      Map.of("d", "DATE", "t", "TIME", "ts", "TIMESTAMP", "escape", "ESCAPE", "fn", "", "oj", "");

  @Provide
  Arbitrary<String> fragments() {
    return SqlFragments.texts();
  }

  @Property(tries = 100_000)
  void pgjdbcFindsTheSamePlaceholders(@ForAll("fragments") String text) throws SQLException {
    assertSameReading(text);
  }

  @Example
  void hazardsAreReadAlikeOrRefused() throws SQLException {
    String[] texts = {
      "SELECT E'a''\\' ? ', ?",
      "/*/ ? */ SELECT ?",
      "SELECT a?5",
      "SELECT ?5",
      "SELECT a ??| ?",
      "SELECT a ??- ??",
      "SELECT 1$$?$$, ?",
      "SELECT $ä$ ? $ä$, ?",
      "SELECT U&'\\0041 ?' , ?",
      "SELECT E'a'\n'\\' ? ', ?",
      "SELECT 'a'\n'b?' , ?",
      "SELECT /* /* ? */ ? */ ?",
      "SELECT {fn lower(?)}, {d '2020-01-01'}, {fn concat(?, '}')}",
      "SELECT * FROM {oj a LEFT OUTER JOIN b ON a.x = ?}",
      "SELECT \"a?\"\"b?\", ?",
      "SELECT a -- ?\n, ?",
      "SELECT a+/* ? */?",
      "SELECT 1-- ?\n-?",
      "SELECT x{fn f(a)}",
      "SELECT {d '2020-01-01'}\n'x'",
      "SELECT * FROM {oj a}b",
      "SELECT 1 FROM {oj a LEFT JOIN b ON 1 /}* ?",
      "SELECT U&{oj \"d\\0061\"}",
      "SELECT ={d '2020-01-01'}::date, {fn f(?)}-1",
    };
    for (String text : texts) {
      assertSameReading(text);
    }
  }

  private static void assertSameReading(String text) throws SQLException {
    TokenList tokens = LexerPropertyTest.lex(Dialect.POSTGRESQL, text).orElse(null);
    if (tokens == null || startsWithCall(tokens)) {
      return;
    }
    String replaced = Parser.replaceProcessing(text, true, true);
    StringBuilder server = new StringBuilder();
    int binds = 0;
    for (NativeQuery query : Parser.parseJdbcSql(replaced, true, true, true, false, true)) {
      binds += query.bindPositions.length;
      server.append(query.nativeSql).append(';');
    }
    if (text.contains("{fn concat")) {
      // A function that pgjdbc writes in another way.
      return;
    }
    assertThat(binds).isEqualTo(tokens.placeholderCount());
    // The blank: at the start of a text our lexer refuses what pgjdbc would read otherwise, but
    // pgjdbc does not read this text again.
    String read = " " + server.toString().replace("?", "??");
    assertThat(shapes(Dialect.POSTGRESQL.lexer().lex(read))).isEqualTo(shapes(tokens));
  }

  private static boolean startsWithCall(TokenList tokens) {
    return tokens.size() > 0 && tokens.kind(0) == TokenKind.ESCAPE_BRACE;
  }

  /** Kinds and texts, parameters as pgjdbc writes them, semicolons left out. */
  private static List<String> shapes(TokenList tokens) {
    List<String> shapes = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      TokenKind kind = tokens.kind(i);
      if (tokens.is(i, ";")) {
        continue;
      }
      if (kind == TokenKind.ESCAPE_BRACE) {
        if (tokens.text(i).equals("{")) {
          i++;
          String word = ESCAPES.get(tokens.text(i).toLowerCase(Locale.ROOT));
          if (!word.isEmpty()) {
            shapes.add("WORD " + word);
          }
        }
        continue;
      }
      if (kind == TokenKind.PLACEHOLDER || kind == TokenKind.POSITIONAL) {
        shapes.add("parameter");
      } else {
        // Question marks were doubled on the way, inside strings as well.
        shapes.add(kind + " " + tokens.text(i).replaceAll("\\?+", "?"));
      }
    }
    return shapes;
  }
}
