package io.columnveil.cli;

import io.columnveil.audit.AuditEvent;
import io.columnveil.audit.AuditSink;
import io.columnveil.audit.KeyEvent;
import io.columnveil.audit.Slf4jAuditSink;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLoggerFactory;

/**
 * The audit log of a command: the logger of applications where there is one, else the screen for
 * problems. {@code java -jar} has no logging, and what is not written anywhere is no audit log.
 */
final class CommandAudit implements AuditSink {

  private final AuditSink log = new Slf4jAuditSink();
  private final boolean hasLog;
  private final Screen screen;

  CommandAudit(Screen screen) {
    this(screen, !(LoggerFactory.getILoggerFactory() instanceof NOPLoggerFactory));
  }

  CommandAudit(Screen screen, boolean hasLog) {
    this.screen = screen;
    this.hasLog = hasLog;
  }

  @Override
  public boolean wants(AuditEvent.What what) {
    return hasLog ? log.wants(what) : what == AuditEvent.What.KEYS_CHANGED;
  }

  @Override
  public void accept(AuditEvent event) {
    log.accept(event);
  }

  @Override
  public void accept(KeyEvent event) {
    if (hasLog) {
      log.accept(event);
    } else {
      screen.line(screen.ink(Ink.DIM, "AUDIT " + event));
    }
  }
}
