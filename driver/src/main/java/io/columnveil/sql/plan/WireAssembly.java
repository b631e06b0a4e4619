package io.columnveil.sql.plan;

import io.columnveil.sql.bind.Operand;
import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.lex.TokenList;
import io.columnveil.sql.parse.Span;
import io.columnveil.sql.rewrite.Edit;
import io.columnveil.sql.rewrite.Piece;
import java.util.ArrayList;
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

  WireAssembly(TokenList tokens, Literals literals) {
    this.tokens = tokens;
    this.literals = literals;
  }

  void apply(List<Edit.Replace> replacements, List<Edit.InsertAfter> insertions) {
    int nextReplacement = 0;
    int nextInsertion = 0;
    for (int token = 0; token < tokens.size(); token++) {
      int last = token;
      if (nextReplacement < replacements.size()
          && replacements.get(nextReplacement).span().first() == token) {
        Edit.Replace edit = replacements.get(nextReplacement++);
        last = edit.span().last();
        copyTo(tokens.begin(token));
        write(edit.pieces());
        position = tokens.end(last);
      } else if (tokens.kind(token) == TokenKind.PLACEHOLDER) {
        copyTo(tokens.begin(token));
        parameter(new WireParameter(placeholder(token), new Encoding.AsGiven()));
        position = tokens.end(token);
      }
      while (nextInsertion < insertions.size() && insertions.get(nextInsertion).token() <= last) {
        copyTo(tokens.end(last));
        write(insertions.get(nextInsertion++).pieces());
      }
      token = last;
    }
    copyTo(tokens.sql().length());
    pieces.add(piece.toString());
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
