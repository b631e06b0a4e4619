package io.columnveil.jdbc;

import io.columnveil.sql.plan.ResultColumn;
import io.columnveil.sql.plan.StatementPlan;
import java.sql.CallableStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The OUT parameters of a call. A value that is an envelope is decrypted for sessions that may
 * decrypt every column of its domain, with the strictest of their masks, and stays ciphertext for
 * others. Applications may register one as the type that it has for them, as DATE: what the wrapped
 * driver gets to see then is the type in which the database stores ciphertext.
 */
final class OutParameters {

  /** What protected values can be for applications, and their ciphertext never is. */
  private static final Set<Integer> LOGICAL =
      Set.of(
          Types.TINYINT,
          Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.NUMERIC,
          Types.DECIMAL,
          Types.REAL,
          Types.FLOAT,
          Types.DOUBLE,
          Types.BIT,
          Types.BOOLEAN,
          Types.DATE,
          Types.TIME,
          Types.TIMESTAMP,
          Types.TIMESTAMP_WITH_TIMEZONE);

  private final Session session;
  private final CallableStatement wire;
  private final Map<Integer, Integer> registered = new TreeMap<>();
  private final Set<Integer> asStored = new HashSet<>();

  OutParameters(Session session, CallableStatement wire) {
    this.session = session;
    this.wire = wire;
  }

  /** The application registered one. */
  void register(int parameter, int type) {
    registered.put(parameter, type);
    asStored.remove(parameter);
  }

  /** Tells the wrapped driver the types in which values of protected columns come. */
  void beforeExecution(StatementPlan plan) throws SQLException {
    List<ResultColumn> columns =
        plan instanceof StatementPlan.Rewritten rewritten
            ? rewritten.columns().orElse(List.of())
            : List.of();
    if (columns.size() != registered.size()) {
      return;
    }
    ResultSetMetaData stored = null;
    int column = 0;
    for (Map.Entry<Integer, Integer> parameter : registered.entrySet()) {
      boolean mayDiffer =
          columns.get(column) instanceof ResultColumn.Unknown
              && LOGICAL.contains(parameter.getValue());
      column++;
      if (mayDiffer && !asStored.contains(parameter.getKey())) {
        stored = stored == null ? wire.getMetaData() : stored;
        if (stored != null && isStoredForm(stored.getColumnType(column))) {
          wire.registerOutParameter(parameter.getKey(), stored.getColumnType(column));
          asStored.add(parameter.getKey());
        }
      }
    }
  }

  private static boolean isStoredForm(int type) {
    return type == Types.VARCHAR || type == Types.CHAR || type == Types.BINARY;
  }

  /** What reads one; null if the wrapped driver does. */
  @Nullable Cell cell(Planned planned, int parameter) throws SQLException {
    Object raw = wire.getObject(parameter);
    Object text = Postgres.textOrValue(raw);
    boolean read =
        asStored.contains(parameter)
            || (text instanceof String || text instanceof byte[])
                && planned.state().unknown().isEnvelope(text);
    return read
        ? new OutCell(planned.state().unknown(), session.conversions(), parameter, text)
        : null;
  }
}
