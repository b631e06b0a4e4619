package io.columnveil.audit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes events to the logger {@code io.columnveil.audit}: changes of keys at WARN, because they
 * are rare and must not be lost, refusals at INFO, executed statements at DEBUG.
 */
public final class Slf4jAuditSink implements AuditSink {

  private static final Logger LOG = LoggerFactory.getLogger("io.columnveil.audit");

  @Override
  public boolean wants(AuditEvent.What what) {
    return switch (what) {
      case EXECUTED -> LOG.isDebugEnabled();
      case REFUSED -> LOG.isInfoEnabled();
      case KEYS_CHANGED -> LOG.isWarnEnabled();
    };
  }

  @Override
  public void accept(AuditEvent event) {
    switch (event.what()) {
      case REFUSED ->
          LOG.info("refused {} columns={} roles={}", event.code(), event.columns(), event.roles());
      case EXECUTED -> LOG.debug("executed columns={} roles={}", event.columns(), event.roles());
      case KEYS_CHANGED ->
          throw new IllegalArgumentException("changes of keys have events of their own");
    }
  }

  @Override
  public void accept(KeyEvent event) {
    LOG.warn("{}", event);
  }
}
