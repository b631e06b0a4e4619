package io.columnveil.sql.parse;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.issue.Source;
import io.columnveil.sql.lex.TokenList;
import java.util.IdentityHashMap;
import java.util.Set;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.CCJSqlParserConstants;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.parser.Token;
import net.sf.jsqlparser.parser.TokenMgrException;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.merge.Merge;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.TableStatement;
import net.sf.jsqlparser.statement.select.Values;
import net.sf.jsqlparser.statement.update.Update;
import org.jspecify.annotations.Nullable;

/**
 * Parses canonical text with JSqlParser in the caller's thread, and believes the result only if the
 * parser reached the end, made a statement of a known class and read the very tokens that we read.
 * Stateless and thread-safe.
 */
public final class SqlParser {

  /** Exact classes: a subclass would be a form that nobody has looked at. */
  private static final Set<Class<?>> KNOWN =
      Set.of(
          PlainSelect.class,
          SetOperationList.class,
          ParenthesedSelect.class,
          Values.class,
          TableStatement.class,
          Insert.class,
          Update.class,
          Delete.class,
          Merge.class);

  /** Canonical texts that are longer are not parsed: their trees would take too much memory. */
  private static final int MAX_TOKENS = 400_000;

  private SqlParser() {}

  /** Parses a text's only statement. */
  public static ParseResult parse(TokenList tokens) {
    try {
      return parse(CanonicalText.of(tokens));
    } catch (IssueException e) {
      return new ParseResult.NotParsed(e.first());
    }
  }

  private static final String NOT_KNOWN =
      "this statement could touch a protected table, and its form at this place is not understood";

  /** Parses a canonical text. */
  public static ParseResult parse(CanonicalText canonical) {
    if (canonical.size() == 0) {
      return notParsed(canonical, 0, "there is no statement");
    }
    if (canonical.size() > MAX_TOKENS) {
      return notParsed(canonical, 0, "the statement is too long to be looked into");
    }
    CCJSqlParser parser;
    Statement tree;
    Token last;
    try {
      parser = new CCJSqlParser(canonical.text());
      parser.withSquareBracketQuotation(false).withBackslashEscapeCharacter(false);
      tree = parser.Statement();
      last = parser.getNextToken();
    } catch (ParseException e) {
      Token at = e.currentToken == null ? null : e.currentToken.next;
      return notParsed(canonical, tokenAtOrLast(canonical, at), NOT_KNOWN);
    } catch (TokenMgrException e) {
      return notParsed(canonical, 0, NOT_KNOWN);
    } catch (StackOverflowError e) {
      return notParsed(canonical, 0, "the statement is nested too deep");
    } catch (RuntimeException e) {
      // Grammar actions of the parser cast and index without looking.
      return notParsed(canonical, 0, NOT_KNOWN);
    }
    if (last.kind != CCJSqlParserConstants.EOF) {
      return notParsed(
          canonical, tokenAtOrLast(canonical, last), "the statement goes on after its end");
    }
    if (tree == null || !KNOWN.contains(tree.getClass())) {
      return notParsed(canonical, 0, NOT_KNOWN);
    }
    int strange = firstDifference(canonical, parser.getASTRoot().jjtGetFirstToken());
    if (strange >= 0) {
      return notParsed(canonical, strange, "this part of the statement can be read in two ways");
    }
    IdentityHashMap<Object, Span> spans = new IdentityHashMap<>();
    new SpanCollector(canonical, spans).collect(parser.getASTRoot());
    return new ParseResult.Parsed(new ParsedStatement(canonical, tree, spans));
  }

  /**
   * The first canonical token that the parser read otherwise, -1 if there is none. The parser has
   * tokens of several words, as {@code TIME ZONE}: those may stand for several plain words.
   */
  private static int firstDifference(CanonicalText canonical, @Nullable Token first) {
    Token token = first;
    int i = 0;
    while (i < canonical.size()) {
      if (token == null
          || SpanCollector.offset(token) != canonical.start(i)
          || token.specialToken != null) {
        return i;
      }
      int end = SpanCollector.offset(token) + token.image.length();
      int last = i;
      while (canonical.end(last) < end && last + 1 < canonical.size()) {
        last++;
      }
      if (canonical.end(last) != end || last > i && !isWords(token.image)) {
        return i;
      }
      i = last + 1;
      token = token.next;
    }
    return token == null || token.kind == CCJSqlParserConstants.EOF ? -1 : canonical.size() - 1;
  }

  private static boolean isWords(String image) {
    for (int i = 0; i < image.length(); i++) {
      char c = image.charAt(i);
      if (c != ' ' && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z')) {
        return false;
      }
    }
    return true;
  }

  private static int tokenAtOrLast(CanonicalText canonical, @Nullable Token token) {
    int at = token == null ? -1 : canonical.tokenAt(SpanCollector.offset(token));
    return at < 0 ? canonical.size() - 1 : at;
  }

  private static ParseResult notParsed(CanonicalText canonical, int token, String why) {
    TokenList tokens = canonical.tokens();
    int offset = canonical.size() == 0 ? 0 : tokens.begin(canonical.span(token, token).first());
    return new ParseResult.NotParsed(
        Issue.error(
            ErrorCode.STATEMENT_NOT_UNDERSTOOD,
            Source.sql(tokens.sql()).at(offset),
            why,
            "Write it as a plain SELECT, INSERT, UPDATE or DELETE, or leave out the part at this place"));
  }
}
