package io.columnveil.sql.plan;

import io.columnveil.sql.bind.Operand;
import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.lex.TokenList;
import io.columnveil.sql.parse.Span;
import io.columnveil.sql.rewrite.Edit;
import io.columnveil.sql.rewrite.Piece;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Applies edits to one statement's own text. What no edit covers goes out char by char, comments
 * and hints included.
 */
final class WireAssembly {

  private final TokenList tokens;
  private final Literals literals;
  private final StringBuilder piece = new StringBuilder();
  private final List<String> pieces = new ArrayList<>();
  private final List<WireParameter> constants = new ArrayList<>();
  private final List<WireParameter> parameters = new ArrayList<>();
  private int position;
  private List<Edit.Replace> replacements = List.of();
  private List<Edit.InsertAfter> insertions = List.of();

  WireAssembly(TokenList tokens, Literals literals) {
    this.tokens = tokens;
    this.literals = literals;
  }

  void apply(List<Edit.Replace> replacements, List<Edit.InsertAfter> insertions) {
    this.replacements = replacements;
    this.insertions = insertions;
    emit(new Span(0, tokens.size() - 1), replacements, insertions);
    copyTo(tokens.sql().length());
    pieces.add(piece.toString());
  }

  private void emit(Span span, List<Edit.Replace> replaced, List<Edit.InsertAfter> inserted) {
    int nextReplacement = 0;
    int nextInsertion = 0;
    for (int token = span.first(); token <= span.last(); token++) {
      int last = token;
      if (nextReplacement < replaced.size()
          && replaced.get(nextReplacement).span().first() == token) {
        Edit.Replace edit = replaced.get(nextReplacement++);
        last = edit.span().last();
        copyTo(tokens.begin(token));
        write(edit.pieces());
        position = tokens.end(last);
      } else if (tokens.kind(token) == TokenKind.PLACEHOLDER) {
        copyTo(tokens.begin(token));
        parameter(new WireParameter(placeholder(token), new Encoding.AsGiven()));
        position = tokens.end(token);
      }
      while (nextInsertion < inserted.size() && inserted.get(nextInsertion).token() <= last) {
        copyTo(tokens.end(last));
        write(inserted.get(nextInsertion++).pieces());
      }
      token = last;
    }
  }

  /** Writes some tokens a second time, with their edits. */
  private void again(Piece.Again again) {
    Span span = again.span();
    List<Edit.Replace> inside = new ArrayList<>(again.instead());
    for (Edit.Replace edit : replacements) {
      boolean free = again.instead().stream().noneMatch(e -> e.span().covers(edit.span()));
      if (free && span.covers(edit.span())) {
        inside.add(edit);
      }
    }
    inside.sort(Comparator.comparingInt(e -> e.span().first()));
    // what is inserted after the last token follows the expression, and is where this one stands
    List<Edit.InsertAfter> added =
        insertions.stream().filter(e -> span.covers(e.token()) && e.token() < span.last()).toList();
    int after = position;
    position = tokens.begin(span.first());
    emit(span, inside, added);
    copyTo(tokens.end(span.last()));
    position = after;
  }

  WireText text() {
    return new WireText(pieces, constants);
  }

  /** In the order of the placeholders of the prepared form. */
  List<WireParameter> parameters() {
    return parameters;
  }

  private void copyTo(int end) {
    if (end > position) {
      separate(tokens.sql().charAt(position));
      piece.append(tokens.sql(), position, end);
      position = end;
    }
  }

  private void write(List<Piece> edit) {
    for (Piece part : edit) {
      if (part instanceof Piece.Text text) {
        if (!text.sql().isEmpty()) {
          separate(text.sql().charAt(0));
          piece.append(text.sql());
        }
      } else if (part instanceof Piece.Encoded encoded) {
        encoded(encoded);
      } else if (part instanceof Piece.Again again) {
        again(again);
      }
    }
  }

  private void encoded(Piece.Encoded encoded) {
    Encoding encoding =
        switch (encoded.form()) {
          case CIPHERTEXT -> new Encoding.Encrypt(encoded.column(), encoded.key());
          case OPERAND -> new Encoding.EncryptOperand(encoded.column(), encoded.key());
          case TOKEN -> new Encoding.Token(encoded.column(), false, encoded.key());
          case OPERAND_TOKEN -> new Encoding.Token(encoded.column(), true, encoded.key());
          case OLD_PLAINTEXT -> new Encoding.OldPlaintext(encoded.column());
        };
    Span value = encoded.operand().value();
    if (encoded.operand().kind() == Operand.Kind.ARRAY) {
      parameter(new WireParameter(placeholder(value.first()), new Encoding.Elements(encoding)));
      return;
    }
    if (encoded.operand().kind() == Operand.Kind.PLACEHOLDER) {
      parameter(new WireParameter(placeholder(value.first()), encoding));
      return;
    }
    WireParameter constant =
        new WireParameter(new ValueSource.Constant(literals.at(value)), encoding);
    separate('?');
    pieces.add(piece.toString());
    piece.setLength(0);
    constants.add(constant);
    parameters.add(constant);
    afterLiteral = true;
  }

  private boolean afterLiteral;

  private void parameter(WireParameter parameter) {
    separate('?');
    piece.append('?');
    parameters.add(parameter);
  }

  private ValueSource placeholder(int token) {
    return new ValueSource.Placeholder(tokens.placeholder(token));
  }

  /** Keeps words, numbers and placeholders apart that a removed token kept apart before. */
  private void separate(char next) {
    boolean wordBefore =
        afterLiteral || !piece.isEmpty() && isWordPart(piece.charAt(piece.length() - 1));
    afterLiteral = false;
    if (wordBefore && isWordPart(next)) {
      piece.append(' ');
    }
  }

  private static boolean isWordPart(char c) {
    return c == '_' || c == '?' || c == '$' || c == '"' || c > 127 || Character.isLetterOrDigit(c);
  }
}
