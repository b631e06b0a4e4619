package io.columnveil.sql.plan;

import io.columnveil.issue.Issue;
import io.columnveil.issue.Location;
import io.columnveil.policy.model.EqualityKey;
import io.columnveil.policy.model.ProtectedColumn;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints a plan for people: the statement as it is sent, what is encrypted, looked up, decrypted
 * and masked, or why it is refused. Values never appear: what is made of a literal is shown as
 * {@code <table.column>}.
 */
public final class PlanPrinter {

  private PlanPrinter() {}

  /**
   * The plan in lines.
   *
   * @param sql the statement that was planned
   */
  public static List<String> print(String sql, StatementPlan plan) {
    if (plan instanceof StatementPlan.Refused refused) {
      return List.of(refusal(refused.issue()), "instead: " + refused.issue().remedy());
    }
    if (plan instanceof StatementPlan.Passed) {
      return List.of(sql.strip(), "passes unchanged: it touches no protected column");
    }
    StatementPlan.Rewritten rewritten = (StatementPlan.Rewritten) plan;
    List<String> lines = new ArrayList<>();
    lines.add(rewritten.text().inline((literal, encoding) -> shown(encoding)).strip());
    for (int i = 0; i < rewritten.parameters().size(); i++) {
      parameter(i + 1, rewritten.parameters().get(i), lines);
    }
    rewritten.columns().ifPresent(columns -> columns("", columns, lines));
    rewritten
        .cursor()
        .flatMap(StatementPlan.Cursor::columns)
        .ifPresent(columns -> columns("fetched ", columns, lines));
    for (int i = 1; i <= rewritten.further().size(); i++) {
      String statement = "statement " + (i + 1) + ", ";
      rewritten.columns(i).ifPresent(columns -> columns(statement, columns, lines));
    }
    return lines;
  }

  /** {@code refused 0AV01 at 1:33: why}. */
  private static String refusal(Issue issue) {
    String place = issue.location().map(Location::toString).map(p -> " at " + p).orElse("");
    return "refused " + issue.code().sqlState() + place + ": " + issue.message();
  }

  private static String shown(Encoding encoding) {
    if (encoding instanceof Encoding.Encrypt encrypt) {
      return "<" + encrypt.column().shortName() + by(encrypt.key()) + ">";
    }
    if (encoding instanceof Encoding.EncryptOperand operand) {
      return "<" + operand.column().shortName() + by(operand.key()) + ">";
    }
    if (encoding instanceof Encoding.Token token) {
      return "<lookup token of " + token.column().shortName() + by(token.key()) + ">";
    }
    return "<value>";
  }

  private static void parameter(int number, WireParameter parameter, List<String> lines) {
    if (parameter.source() instanceof ValueSource.Placeholder
        && !(parameter.encoding() instanceof Encoding.AsGiven)) {
      lines.add("parameter " + number + ": " + described(parameter.encoding()));
    }
  }

  private static String described(Encoding encoding) {
    if (encoding instanceof Encoding.Encrypt encrypt) {
      return "encrypted for " + encrypt.column().shortName() + by(encrypt.key());
    }
    if (encoding instanceof Encoding.EncryptOperand operand) {
      return "encrypted to be compared with " + operand.column().shortName() + by(operand.key());
    }
    if (encoding instanceof Encoding.Token token) {
      return "lookup token of " + token.column().shortName() + by(token.key());
    }
    if (encoding instanceof Encoding.Elements elements) {
      return "each element " + described(elements.element());
    }
    if (encoding instanceof Encoding.OldPlaintext old) {
      return "IN PLAINTEXT, to find old rows of " + old.column().shortName();
    }
    return "as given";
  }

  private static String by(EqualityKey key) {
    return key == EqualityKey.NEXT ? " by its next key" : "";
  }

  private static void columns(String statement, List<ResultColumn> columns, List<String> lines) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i) instanceof ResultColumn.Protected read) {
        lines.add(statement + "column " + (i + 1) + ": " + reading(read));
      } else if (columns.get(i) instanceof ResultColumn.Explained) {
        lines.add(
            statement
                + "column "
                + (i + 1)
                + ": the database's plan, without lookup columns and encrypted values");
      } else if (columns.get(i) instanceof ResultColumn.Unknown) {
        lines.add(
            statement + "column " + (i + 1) + ": decrypted by its envelope, where grants allow it");
      }
    }
  }

  private static String reading(ResultColumn.Protected read) {
    ProtectedColumn column = read.column();
    return switch (read.reading()) {
      case PLAINTEXT -> column.shortName() + ", decrypted";
      case MASKED -> column.shortName() + ", decrypted and masked";
      case DENIED ->
          switch (column.denied()) {
            case CIPHERTEXT -> column.shortName() + ", ciphertext: no grant";
            case NULL -> column.shortName() + ", NULL: no grant";
            case ERROR -> column.shortName() + ", an error when read: no grant";
          };
    };
  }
}
