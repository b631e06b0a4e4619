package io.columnveil.sql.plan;

import io.columnveil.sql.lex.Dialect;
import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.lex.TokenList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** A way to write a statement differently. */
enum Mutation {
  WHITE_SPACE(true) {
    @Override
    String token(TokenList tokens, int token, SplittableRandom random) {
      return continuesString(tokens, token)
          ? " " + tokens.text(token)
          : pick(random, " ", "\n", "\t ", "\r\n", "\n\n\n", "\f") + tokens.text(token);
    }
  },
  COMMENTS(true) {
    @Override
    String token(TokenList tokens, int token, SplittableRandom random) {
      if (continuesString(tokens, token)) {
        return " " + tokens.text(token);
      }
      return pick(
              random,
              " /* it's ; \" ? $$ */ ",
              " -- users ' \" /* ?\n",
              "/**/",
              " /* a /* nested */ one */ ",
              "\n--\n")
          + tokens.text(token);
    }
  },
  LETTER_CASE(true) {
    @Override
    String token(TokenList tokens, int token, SplittableRandom random) {
      String text = tokens.text(token);
      return tokens.kind(token) == TokenKind.WORD && isAscii(text)
          ? pick(random, text.toLowerCase(Locale.ROOT), text.toUpperCase(Locale.ROOT))
          : text;
    }
  },
  QUOTED_NAMES(true) {
    @Override
    String token(TokenList tokens, int token, SplittableRandom random) {
      boolean name =
          tokens.kind(token) == TokenKind.WORD
              && NAMES.contains(tokens.name(token).toLowerCase(Locale.ROOT));
      return name && random.nextBoolean() ? '"' + tokens.name(token) + '"' : tokens.text(token);
    }
  },
  /** The other ways to write a string. */
  STRINGS(false) {
    @Override
    String token(TokenList tokens, int token, SplittableRandom random) {
      if (tokens.kind(token) != TokenKind.STRING) {
        return tokens.text(token);
      }
      String value = tokens.stringValue(token);
      if (value.contains("$") || value.contains("\\")) {
        return tokens.text(token);
      }
      String quoted = value.replace("'", "''");
      return tokens.dialect() == Dialect.H2
          ? pick(random, " $$" + value + "$$ ", " '" + quoted + "'")
          : pick(
              random,
              " $$" + value + "$$ ",
              " $q$" + value + "$q$ ",
              " E'" + quoted + "'",
              " U&'" + quoted + "'");
    }
  },
  /** Parentheses around values. */
  PARENTHESES(false) {
    @Override
    String token(TokenList tokens, int token, SplittableRandom random) {
      boolean value =
          tokens.kind(token) == TokenKind.PLACEHOLDER || tokens.kind(token) == TokenKind.STRING;
      return value && random.nextBoolean() ? " (" + tokens.text(token) + ") " : tokens.text(token);
    }
  },
  /** Letters that look like others, or that some fold to others, and blanks that are none. */
  UNICODE(false) {
    @Override
    String token(TokenList tokens, int token, SplittableRandom random) {
      String text = tokens.text(token);
      if (random.nextInt(4) != 0) {
        return text;
      }
      return switch (random.nextInt(6)) {
        case 0 -> text.replace('s', 'ſ').replace('S', 'ſ');
        case 1 -> text.replace('e', 'е').replace('a', 'а'); // Cyrillic
        case 2 -> text.replace('i', 'ı').replace('I', 'İ').replace('k', '\u212A');
        case 3 -> "\u00a0" + text;
        case 4 -> text.length() > 1 ? text.charAt(0) + "\u200b" + text.substring(1) : text;
        default -> "\u2003" + text + "\ufeff";
      };
    }
  };

  /** Names of the shop. */
  private static final List<String> NAMES =
      List.of(
          "users",
          "contacts",
          "people",
          "vouchers",
          "orders",
          "email",
          "phone",
          "full_name",
          "city",
          "born",
          "code",
          "user_mails",
          "note",
          "plan");

  private final boolean same;

  Mutation(boolean same) {
    this.same = same;
  }

  /** Whether even the text that is sent must have the same tokens. */
  boolean keepsTokens() {
    return same;
  }

  /** A token, written differently. */
  abstract String token(TokenList tokens, int token, SplittableRandom random);

  /** The statement, written differently in some places. */
  String of(TokenList tokens, SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    int end = 0;
    for (int token = 0; token < tokens.size(); token++) {
      text.append(tokens.sql(), end, tokens.begin(token));
      // Nothing may come between a name and what belongs to it, as in E'..' or ::; so only blanks
      // that are there become others.
      boolean free = token > 0 && end < tokens.begin(token) || !insertsBefore();
      text.append(free ? token(tokens, token, random) : tokens.text(token));
      end = tokens.end(token);
    }
    return text.append(tokens.sql(), end, tokens.sql().length()).toString();
  }

  private boolean insertsBefore() {
    return this == WHITE_SPACE || this == COMMENTS;
  }

  /** A line break between two strings makes one of them. */
  private static boolean continuesString(TokenList tokens, int token) {
    return token > 0
        && tokens.kind(token) == TokenKind.STRING
        && tokens.kind(token - 1) == TokenKind.STRING;
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 128);
  }

  private static String pick(SplittableRandom random, String... alternatives) {
    return alternatives[random.nextInt(alternatives.length)];
  }
}
