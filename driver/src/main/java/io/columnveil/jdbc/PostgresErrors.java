package io.columnveil.jdbc;

import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/** Errors of pgjdbc, rebuilt from the fields of the protocol that hold names only. */
final class PostgresErrors {

  private static final String WITHHELD =
      "the database's own message is withheld: it may hold values";

  private PostgresErrors() {}

  static String message(SQLException raw, String sent) {
    ServerErrorMessage server = serverMessage(raw);
    if (server == null) {
      return Messages.blankQuoted(String.valueOf(raw.getMessage()), content -> false);
    }
    return sentence(server, sent);
  }

  static SQLException withoutValues(SQLException raw, String message) {
    ServerErrorMessage server = serverMessage(raw);
    if (server == null) {
      return new SQLException(message, raw.getSQLState(), raw.getErrorCode());
    }
    StringBuilder fields = new StringBuilder();
    field(fields, 'S', server.getSeverity());
    field(fields, 'C', server.getSQLState());
    field(fields, 'M', message);
    field(fields, 'P', number(server.getPosition()));
    field(fields, 's', server.getSchema());
    field(fields, 't', server.getTable());
    field(fields, 'c', server.getColumn());
    field(fields, 'd', server.getDatatype());
    field(fields, 'n', server.getConstraint());
    field(fields, 'F', server.getFile());
    field(fields, 'L', number(server.getLine()));
    field(fields, 'R', server.getRoutine());
    return new PSQLException(new ServerErrorMessage(fields.toString()), false);
  }

  private static @Nullable ServerErrorMessage serverMessage(SQLException raw) {
    if (raw instanceof PSQLException error) {
      return error.getServerErrorMessage();
    }
    return raw instanceof PSQLWarning warning ? warning.getServerErrorMessage() : null;
  }

  /**
   * RAISE writes whatever its author liked, with any SQLSTATE, and notices too; all other messages
   * quote their values.
   */
  private static String sentence(ServerErrorMessage server, String sent) {
    String state = String.valueOf(server.getSQLState());
    String message = server.getMessage();
    if (message == null
        || state.startsWith("P0")
        || state.startsWith("00")
        || state.startsWith("01")
        || "exec_stmt_raise".equals(server.getRoutine())) {
      return WITHHELD;
    }
    Set<String> names =
        Stream.of(
                server.getSchema(),
                server.getTable(),
                server.getColumn(),
                server.getDatatype(),
                server.getConstraint())
            .filter(name -> name != null && !name.isEmpty())
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return Messages.blankQuoted(
        message, content -> names.contains(content) || Messages.isNameOf(sent, content, state));
  }

  private static void field(StringBuilder fields, char type, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      fields.append(type).append(value).append('\0');
    }
  }

  private static @Nullable String number(int value) {
    return value > 0 ? Integer.toString(value) : null;
  }
}
