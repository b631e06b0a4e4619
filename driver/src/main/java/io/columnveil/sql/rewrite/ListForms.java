package io.columnveil.sql.rewrite;

import io.columnveil.sql.bind.BoundQuery;
import io.columnveil.sql.bind.BoundStatement;
import io.columnveil.sql.bind.ListedColumn;
import io.columnveil.sql.bind.ListedForm;
import io.columnveil.sql.bind.ListedReference;
import io.columnveil.sql.bind.Operand;
import io.columnveil.sql.bind.Source;
import io.columnveil.sql.lex.Dialect;
import java.util.ArrayList;
import java.util.List;

/** Lists of values hold them encrypted; for each further use they have a further column. */
final class ListForms implements RewriteRule {

  /** Puts the form that a use needs in the place of a name. */
  static void write(ListedReference list, ListedForm form, Edits edits) {
    if (!list.gives(form)) {
      edits.replace(list.span(), new Piece.Text(list.text(form).orElseThrow()));
    }
  }

  @Override
  public void edit(BoundStatement statement, Edits edits) {
    Dialect dialect = statement.tokens().dialect();
    for (ListedColumn list : statement.listed()) {
      list.inPlace()
          .ifPresent(
              form ->
                  list.cells()
                      .forEach(
                          cell ->
                              edits.replace(
                                  cell.operand().span(), encoded(cell.operand(), form, dialect))));
    }
  }

  /** The further columns; names and values come in one order. */
  static final class Further implements RewriteRule {

    @Override
    public void edit(BoundStatement statement, Edits edits) {
      Dialect dialect = statement.tokens().dialect();
      for (BoundQuery query : statement.queries()) {
        for (BoundQuery.Further further : query.furtherForms()) {
          String name = Source.quote(further.name());
          if (further.output().reference().isPresent()) {
            String text = further.output().reference().get().text(further.form()).orElseThrow();
            edits.insertAfter(
                query.lastItemToken().orElseThrow(),
                List.of(new Piece.Text(", " + text + " AS " + name)));
          } else {
            for (ListedColumn.Cell cell : further.output().column().cells()) {
              List<Piece> pieces = new ArrayList<>();
              pieces.add(new Piece.Text(", "));
              pieces.addAll(encoded(cell.operand(), further.form(), dialect));
              if (cell.selected()) {
                pieces.add(new Piece.Text(" AS " + name));
              }
              edits.insertAfter(cell.rowEnd(), pieces);
            }
          }
          query
              .lastNameToken()
              .ifPresent(last -> edits.insertAfter(last, List.of(new Piece.Text(", " + name))));
        }
      }
    }
  }

  /** The database learns the type of a list's column from its values alone. */
  private static List<Piece> encoded(Operand operand, ListedForm form, Dialect dialect) {
    boolean binary =
        switch (form.kind()) {
          case TOKEN, OPERAND_TOKEN -> true;
          case CIPHERTEXT, OPERAND ->
              form.column().storage() == io.columnveil.policy.model.Storage.BINARY;
        };
    String type = dialect == Dialect.H2 ? binary ? "VARBINARY" : "VARCHAR" : binary ? "bytea" : "";
    Piece value =
        operand.kind() == Operand.Kind.NULL
            ? new Piece.Text("NULL")
            : new Piece.Encoded(
                operand, Piece.Form.valueOf(form.kind().name()), form.column(), form.key());
    return type.isEmpty() ? List.of(value) : Piece.cast(value, type);
  }
}
