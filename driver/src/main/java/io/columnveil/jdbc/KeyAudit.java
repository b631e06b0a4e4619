package io.columnveil.jdbc;

import io.columnveil.audit.AuditEvent;
import io.columnveil.audit.AuditSink;
import io.columnveil.audit.KeyEvent;
import io.columnveil.issue.Printable;
import io.columnveil.keys.Keyring;
import io.columnveil.keys.KeyringChange;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Gives each change of a keyring to the audit log. Thread-safe. */
public final class KeyAudit implements Consumer<KeyringChange> {

  private final AuditSink sink;
  private final String action;
  private final Supplier<String> who;
  private final Clock clock;

  /**
   * For one kind of change.
   *
   * @param action the command, or what a process does by itself
   * @param who does it; asked only when there is something to tell
   */
  public KeyAudit(AuditSink sink, String action, Supplier<String> who, Clock clock) {
    this.sink = sink;
    this.action = action;
    this.who = who;
    this.clock = clock;
  }

  @Override
  public void accept(KeyringChange change) {
    tell(change.keyring(), change.number(), change.fingerprint(), change.what());
  }

  /** What was done by a keyring's keys without changing it. */
  public void done(Keyring keyring, String what) {
    tell(keyring.id(), keyring.counter(), "", List.of(what));
  }

  private void tell(UUID keyring, long change, String fingerprint, List<String> what) {
    if (sink.wants(AuditEvent.What.KEYS_CHANGED)) {
      sink.accept(
          new KeyEvent(
              action,
              Printable.line(who.get()),
              clock.instant(),
              keyring.toString(),
              change,
              fingerprint,
              what.stream().map(Printable::line).toList()));
    }
  }
}
