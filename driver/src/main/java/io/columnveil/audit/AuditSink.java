package io.columnveil.audit;

/** Takes events. Thread-safe; must not throw and must not block for long. */
public interface AuditSink {

  /** Whether events of that kind are wanted: if not, none is made. */
  boolean wants(AuditEvent.What what);

  /** Takes one event. */
  void accept(AuditEvent event);

  /** Takes one event of keys. */
  void accept(KeyEvent event);
}
