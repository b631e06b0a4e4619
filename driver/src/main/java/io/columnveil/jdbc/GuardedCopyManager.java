package io.columnveil.jdbc;

import io.columnveil.engine.CopyFormat;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.copy.CopyDual;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;
import org.postgresql.core.BaseConnection;

/** Copies rows through encryption and decryption; all of its other methods end in these three. */
final class GuardedCopyManager extends CopyManager {

  private final Session session;

  GuardedCopyManager(Session session, BaseConnection raw) throws SQLException {
    super(raw);
    this.session = session;
  }

  @Override
  public CopyIn copyIn(String sql) throws SQLException {
    return session.inTurn(() -> begunIn(sql));
  }

  private CopyIn begunIn(String sql) throws SQLException {
    Optional<CopyTranslation> copy = CopyTranslation.of(session, sql);
    if (copy.isEmpty()) {
      session.requirePassed(sql);
      return super.copyIn(sql);
    }
    Optional<CopyFormat> format = copy.get().format();
    if (format.isEmpty()) {
      return super.copyIn(sql);
    }
    try {
      return new GuardedCopyIn(session, copy.get(), format.get(), super.copyIn(copy.get().sql()));
    } catch (SQLException e) {
      throw Scrubber.scrub(e);
    }
  }

  @Override
  public CopyOut copyOut(String sql) throws SQLException {
    return session.inTurn(() -> begunOut(sql));
  }

  private CopyOut begunOut(String sql) throws SQLException {
    Optional<CopyTranslation> copy = CopyTranslation.of(session, sql);
    if (copy.isEmpty()) {
      session.requirePassed(sql);
      return super.copyOut(sql);
    }
    Optional<CopyFormat> format = copy.get().format();
    if (format.isEmpty()) {
      return super.copyOut(sql);
    }
    CopiedCells cells = CopiedCells.of(session, copy.get().planned());
    try {
      return new GuardedCopyOut(
          session, copy.get().planned(), format.get(), cells, super.copyOut(copy.get().sql()));
    } catch (SQLException e) {
      throw Scrubber.scrub(e);
    }
  }

  @Override
  public CopyDual copyDual(String sql) throws SQLException {
    return session.inTurn(
        () -> {
          session.requirePassed(sql);
          return super.copyDual(sql);
        });
  }
}
