package io.columnveil.audit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes events to the logger {@code io.columnveil.audit}: refusals at INFO, executed statements at
 * DEBUG.
 */
public final class Slf4jAuditSink implements AuditSink {

  private static final Logger LOG = LoggerFactory.getLogger("io.columnveil.audit");

  @Override
  public boolean wants(AuditEvent.What what) {
    return what == AuditEvent.What.EXECUTED ? LOG.isDebugEnabled() : LOG.isInfoEnabled();
  }

  @Override
  public void accept(AuditEvent event) {
    switch (event.what()) {
      case REFUSED ->
          LOG.info("refused {} columns={} roles={}", event.code(), event.columns(), event.roles());
      case EXECUTED -> LOG.debug("executed columns={} roles={}", event.columns(), event.roles());
      case KEYS_DESTROYED -> LOG.warn("destroyed the keys of columns={}", event.columns());
    }
  }
}
