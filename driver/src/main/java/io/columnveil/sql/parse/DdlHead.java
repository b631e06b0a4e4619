package io.columnveil.sql.parse;

import io.columnveil.sql.lex.Dialect;
import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.lex.TokenList;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a statement of DDL makes or changes, as its first words tell.
 *
 * @param carriesCode whether it brings code that may run later, or may hold what does
 * @param trait what it has that matters, of most nothing
 */
record DdlHead(boolean carriesCode, Optional<Trait> trait) {

  private static final DdlHead CODE = new DdlHead(true, Optional.empty());
  private static final DdlHead OTHER = new DdlHead(false, Optional.empty());

  /** What may follow CREATE and ALTER and carries code. */
  private static final Set<String> CODE_OBJECTS =
      Set.of(
          "FUNCTION",
          "PROCEDURE",
          "ROUTINE",
          "TRIGGER",
          "RULE",
          "ALIAS",
          "AGGREGATE",
          "EVENT",
          "EXTENSION",
          "LANGUAGE",
          "LINKED",
          "FOREIGN",
          "SERVER",
          "SUBSCRIPTION",
          "PUBLICATION",
          "POLICY",
          "OPERATOR",
          "CAST",
          "TRANSFORM",
          "SYSTEM",
          "TEXT",
          "ACCESS",
          "CONVERSION",
          "FORCE");

  /** What may stand between CREATE or ALTER and the kind of object. */
  private static final Set<String> MODIFIERS =
      Set.of(
          "OR",
          "REPLACE",
          "GLOBAL",
          "LOCAL",
          "TEMP",
          "TEMPORARY",
          "UNLOGGED",
          "CACHED",
          "MEMORY",
          "CONSTRAINT",
          "DEFAULT",
          "TRUSTED",
          "PROCEDURAL",
          "UNIQUE");

  /**
   * Reads it.
   *
   * @param verb its first word
   * @param end the token after the last
   */
  static DdlHead read(TokenList tokens, int verb, int end) {
    return new Reading(tokens, verb, end).head();
  }

  private record Reading(TokenList tokens, int verb, int end) {

    DdlHead head() {
      boolean create = word(verb).equals("CREATE");
      if (!create && !word(verb).equals("ALTER")) {
        return OTHER;
      }
      int object = verb + 1;
      while (object < end && MODIFIERS.contains(word(object))) {
        object++;
      }
      if (object >= end) {
        return OTHER;
      }
      String what = word(object);
      if (CODE_OBJECTS.contains(what)) {
        return CODE;
      }
      if (create && what.equals("SCHEMA")) {
        // It may hold CREATE TRIGGER, VIEW and more.
        return hasWordAfter(object, "CREATE") ? CODE : OTHER;
      }
      if (what.equals("VIEW") || what.equals("RECURSIVE")) {
        return new DdlHead(false, Optional.of(Trait.VIEW));
      }
      return create && isTableWord(what) && madeFromQuery(object)
          ? new DdlHead(false, Optional.of(Trait.TABLE_FROM_QUERY))
          : OTHER;
    }

    private static boolean isTableWord(String word) {
      return word.equals("TABLE") || word.equals("MATERIALIZED");
    }

    private boolean madeFromQuery(int from) {
      int depth = 0;
      for (int i = from; i + 1 < end; i++) {
        if (tokens.is(i, "(")) {
          depth++;
        } else if (tokens.is(i, ")")) {
          depth--;
        } else if (depth == 0 && tokens.isWord(i, "AS")) {
          return true;
        }
      }
      return false;
    }

    private boolean hasWordAfter(int at, String word) {
      for (int i = at + 1; i < end; i++) {
        if (tokens.isWord(i, word)) {
          return true;
        }
      }
      return false;
    }

    /** In upper case; empty for what is no word. */
    private String word(int at) {
      if (tokens.kind(at) != TokenKind.WORD) {
        return "";
      }
      String name = tokens.name(at);
      return tokens.dialect() == Dialect.H2 ? name : name.toUpperCase(Locale.ROOT);
    }
  }
}
