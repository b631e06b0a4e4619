package io.columnveil.sql.lex;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.h2.engine.CastDataProvider;
import org.h2.engine.Mode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** What we let through, H2's own tokenizer cuts at the same places, after its driver's escapes. */
class H2OracleTest {

  private static Connection connection;

  @BeforeContainer
  static void connect() throws SQLException {
    connection = DriverManager.getConnection("jdbc:h2:mem:");
  }

  @AfterContainer
  static void disconnect() throws SQLException {
    connection.close();
  }

  @Provide
  Arbitrary<String> fragments() {
    return SqlFragments.texts();
  }

  @Property(tries = 100_000)
  void h2CutsAtTheSamePlaces(@ForAll("fragments") String text) throws Exception {
    TokenList tokens = LexerPropertyTest.lex(Dialect.H2, text).orElse(null);
    Assumptions.assumeTrue(tokens != null);
    List<Integer> ours = new ArrayList<>();
    List<Integer> ends = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.kind(i) != TokenKind.ESCAPE_BRACE && !isEscapeWord(tokens, i)) {
        ours.add(tokens.begin(i));
        ends.add(tokens.end(i));
      }
    }
    String translated;
    try {
      translated = connection.nativeSQL(text);
    } catch (SQLException e) {
      // The driver refuses it before the database sees it.
      return;
    }
    @Nullable List<Integer> theirs = h2Starts(translated);
    if (theirs == null) {
      return;
    }
    assertThat(theirs).hasSameSizeAs(ours);
    for (int i = 0; i < ours.size(); i++) {
      // H2 places hexadecimal numbers after their 0x.
      assertThat(theirs.get(i)).isBetween(ours.get(i), Math.min(ours.get(i) + 2, ends.get(i) - 1));
    }
  }

  private static boolean isEscapeWord(TokenList tokens, int i) {
    return i > 0
        && tokens.kind(i - 1) == TokenKind.ESCAPE_BRACE
        && tokens.text(i - 1).equals("{")
        && (tokens.isWord(i, "FN") || tokens.isWord(i, "OJ"));
  }

  private static @Nullable List<Integer> h2Starts(String sql) throws Exception {
    CastDataProvider provider =
        (CastDataProvider)
            Proxy.newProxyInstance(
                H2OracleTest.class.getClassLoader(),
                new Class<?>[] {CastDataProvider.class},
                (proxy, method, arguments) -> Mode.getRegular());
    Class<?> tokenizer = Class.forName("org.h2.command.Tokenizer");
    Constructor<?> constructor = tokenizer.getDeclaredConstructors()[0];
    constructor.setAccessible(true);
    Method tokenize =
        tokenizer.getDeclaredMethod("tokenize", String.class, boolean.class, BitSet.class);
    tokenize.setAccessible(true);
    Method start = Class.forName("org.h2.command.Token").getDeclaredMethod("start");
    start.setAccessible(true);
    List<?> tokens;
    try {
      tokens =
          (List<?>)
              tokenize.invoke(
                  constructor.newInstance(provider, true, false, null), sql, false, new BitSet());
    } catch (InvocationTargetException e) {
      // H2 refuses it by itself, which harms nobody.
      return null;
    }
    List<Integer> starts = new ArrayList<>();
    for (Object token : tokens.subList(0, tokens.size() - 1)) {
      starts.add((Integer) start.invoke(token));
    }
    return starts;
  }
}
