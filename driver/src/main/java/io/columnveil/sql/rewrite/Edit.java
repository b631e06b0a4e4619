package io.columnveil.sql.rewrite;

import io.columnveil.sql.parse.Span;
import java.util.List;

/** One change of the text, by tokens. */
public sealed interface Edit {

  /** What is written. */
  List<Piece> pieces();

  /** Other text in the place of some tokens. */
  record Replace(Span span, List<Piece> pieces) implements Edit {
    public Replace {
      pieces = List.copyOf(pieces);
    }
  }

  /** More text after a token. */
  record InsertAfter(int token, List<Piece> pieces) implements Edit {
    public InsertAfter {
      pieces = List.copyOf(pieces);
    }
  }
}
