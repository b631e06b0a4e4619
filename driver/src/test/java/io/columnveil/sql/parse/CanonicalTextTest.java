package io.columnveil.sql.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.columnveil.sql.lex.Dialect;
import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.lex.TokenList;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CanonicalTextTest {

  @Example
  void literalsThatAreComparedOrAssignedBecomePlaceholders() {
    assertThat(postgres("SELECT id FROM t WHERE a = 'x' AND b IN (1, -2) AND c LIKE 'z%'"))
        .isEqualTo("select id from t where a = $1 and b in ( $2 , $3 ) and c like $4");
    assertThat(postgres("INSERT INTO t VALUES (1, 'x', ?, NULL, DEFAULT, TRUE)"))
        .isEqualTo("insert into t values ( $1 , $2 , $3 , null , default , $4 )");
    assertThat(postgres("UPDATE t SET a = DATE '2020-01-01', b = {ts '2020-01-01 00:00:00'}"))
        .isEqualTo("update t set a = $1 , b = $2");
    assertThat(postgres("SELECT 'x'::text, CAST('5' AS numeric(10, 2)), x IS DISTINCT FROM 'y'"))
        .isEqualTo("select $1 :: text , cast ( $2 as numeric ( 10 , 2 ) ) , x is distinct from $3");
  }

  @Example
  void literalsThatDecideTheMeaningStay() {
    assertThat(postgres("SELECT a FROM t ORDER BY 2, (1) LIMIT 10 OFFSET 5"))
        .isEqualTo("select a from t order by 2 , ( 1 ) limit 10 offset 5");
    assertThat(postgres("SELECT a FROM t GROUP BY 1, 2 HAVING max(b) > 3"))
        .isEqualTo("select a from t group by 1 , 2 having max ( b ) > $1");
    assertThat(postgres("SELECT 'users'::regclass, INTERVAL '1 day', '1 day'::interval"))
        .isEqualTo("select 'users' :: regclass , interval '1 day' , '1 day' :: interval");
    assertThat(postgres("SELECT set_config('role', 'x', false), nextval('s'), pg_sleep(1)"))
        .isEqualTo("select set_config ( 'role' , 'x' , false ) , nextval ( 's' ) , pg_sleep ( 1 )");
    assertThat(postgres("SELECT a ->> 'k', a[1], a::varchar(20) FROM t"))
        .isEqualTo("select a ->> 'k' , a [ 1 ] , a :: varchar ( 20 ) from t");
    assertThat(postgres("SELECT a LIKE 'x' ESCAPE '!', b AT TIME ZONE 'UTC' FROM t"))
        .isEqualTo("select a like $1 escape '!' , b at time zone 'UTC' from t");
    assertThat(postgres("SELECT sum(a) OVER (ORDER BY b ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)"))
        .isEqualTo("select sum ( a ) over ( order by b rows between 1 preceding and current row )");
  }

  @Example
  void commentsGoAndWordsAreFolded() {
    assertThat(postgres("/* a */ SELECT  Id -- b\n FROM\tT")).isEqualTo("select id from t");
    assertThat(h2("select id from t")).isEqualTo("SELECT ID FROM T");
  }

  @Example
  void namesThatClashWithTheParserAreQuoted() {
    assertThat(postgres("SELECT key, t.year, file FROM settings WHERE script = 1"))
        .isEqualTo(
            "select \"key\" , t . \"year\" , \"file\" from \"settings\" where \"script\" = $1");
    assertThat(postgres("SELECT extract(year FROM b) FROM t FOR KEY SHARE"))
        .isEqualTo("select extract ( year from b ) from t for key share");
    assertThat(postgres("SELECT ünï, \"a\"\"b\", U&\"d\\0061ta\" FROM t"))
        .isEqualTo("select \"ünï\" , \"a\"\"b\" , \"data\" from t");
  }

  @Example
  void driverSyntaxIsResolved() {
    assertThat(postgres("SELECT {fn lower(a)} FROM {oj t LEFT JOIN u ON t.x = u.x} WHERE d ?? 'k'"))
        .isEqualTo("select lower ( a ) from t left join u on t . x = u . x where d ? $1");
  }

  @Example
  void leavesKnowTheirTokensAndValues() {
    TokenList tokens =
        Dialect.POSTGRESQL
            .lexer()
            .lex("SELECT 1 WHERE a = {d '2020-01-01'} AND b = ? AND c = -0x1F");
    CanonicalText canonical = CanonicalText.of(tokens);

    assertThat(canonical.leaves())
        .containsExactly(
            new Leaf.Literal(new Span(1, 1), Leaf.Kind.NUMBER, "1"),
            new Leaf.Literal(new Span(5, 8), Leaf.Kind.DATE, "2020-01-01"),
            new Leaf.Placeholder(new Span(12, 12), 1),
            new Leaf.Literal(new Span(16, 17), Leaf.Kind.NUMBER, "-31"));
    assertThat(canonical.leafKinds()).isEqualTo("be?b");
    assertThat(canonical.canonicalToken(6)).isEqualTo(5);
    assertThat(canonical.span(5, 5)).isEqualTo(new Span(5, 8));
    assertThat(canonical.leaves().toString()).doesNotContain("2020");
  }

  @Example
  void binaryStringsAreValuesOnlyInH2() {
    assertThat(h2("SELECT 1 WHERE A = X'0A'")).isEqualTo("SELECT $1 WHERE A = $2");
    assertThat(postgres("SELECT 1 WHERE a = X'0A'")).isEqualTo("select $1 where a = X'0A'");
  }

  @Provide
  Arbitrary<String> postgresForms() {
    return Arbitraries.of(Forms.of(Dialect.POSTGRESQL));
  }

  @Provide
  Arbitrary<String> h2Forms() {
    return Arbitraries.of(Forms.of(Dialect.H2));
  }

  @Property(tries = 2_000)
  void layoutCommentsAndCaseDoNotMatterInPostgres(
      @ForAll("postgresForms") String sql, @ForAll long seed) {
    assertThat(postgres(disguise(Dialect.POSTGRESQL, sql, seed))).isEqualTo(postgres(sql));
  }

  @Property(tries = 500)
  void layoutCommentsAndCaseDoNotMatterInH2(@ForAll("h2Forms") String sql, @ForAll long seed) {
    assertThat(h2(disguise(Dialect.H2, sql, seed))).isEqualTo(h2(sql));
  }

  @Property(tries = 1_000)
  void everyCanonicalTokenComesFromTokensInOrder(@ForAll("postgresForms") String sql) {
    CanonicalText canonical = CanonicalText.of(Dialect.POSTGRESQL.lexer().lex(sql));
    int last = -1;
    for (int i = 0; i < canonical.size(); i++) {
      Span span = canonical.span(i, i);
      assertThat(span.first()).isGreaterThan(last);
      last = span.last();
      assertThat(canonical.canonicalToken(span.first())).isEqualTo(i);
      assertThat(canonical.canonicalToken(span.last())).isEqualTo(i);
    }
  }

  /** The same tokens with other gaps and another case of words; escapes keep their inside. */
  private static String disguise(Dialect dialect, String sql, long seed) {
    TokenList tokens = dialect.lexer().lex(sql);
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    int braces = 0;
    for (int i = 0; i < tokens.size(); i++) {
      boolean strings =
          i > 0 && tokens.kind(i) == TokenKind.STRING && tokens.kind(i - 1) == TokenKind.STRING;
      if (i > 0 && (braces > 0 || strings)) {
        text.append(sql, tokens.end(i - 1), tokens.begin(i));
      } else if (i > 0) {
        String[] gaps = {" ", "\n", "\t ", " /* ' x */ ", " -- \" x\n"};
        boolean glued = tokens.end(i - 1) == tokens.begin(i);
        text.append(glued && random.nextBoolean() ? "" : gaps[random.nextInt(gaps.length)]);
      }
      String token = tokens.text(i);
      if (token.equals("{")) {
        braces++;
      } else if (token.equals("}")) {
        braces--;
      }
      boolean fold = tokens.kind(i) == TokenKind.WORD && token.chars().allMatch(c -> c < 128);
      text.append(
          !fold || braces > 0
              ? token
              : random.nextBoolean()
                  ? token.toUpperCase(Locale.ROOT)
                  : token.toLowerCase(Locale.ROOT));
    }
    return text.toString();
  }

  private static String postgres(String sql) {
    return CanonicalText.of(Dialect.POSTGRESQL.lexer().lex(sql)).text();
  }

  private static String h2(String sql) {
    return CanonicalText.of(Dialect.H2.lexer().lex(sql)).text();
  }
}
