package io.columnveil.jdbc;

import io.columnveil.catalog.CatalogSnapshot;
import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.keys.Keyring;
import io.columnveil.keys.LeasedKeyring;
import io.columnveil.policy.model.ResolvedPolicy;
import io.columnveil.protect.ProtectionResolver;
import io.columnveil.store.ProtectionSource;

/**
 * The keyring of one policy under its lease, and what it says is protected. Shared by all
 * connections; thread-safe.
 */
final class LiveKeyring implements ProtectionSource {

  private final LeasedKeyring keyring;
  private final ProtectionResolver resolver;
  private final SealCheck seal;

  LiveKeyring(LeasedKeyring keyring, ProtectionResolver resolver, SealCheck seal) {
    this.keyring = keyring;
    this.resolver = resolver;
    this.seal = seal;
  }

  /** The keyring, about a second old at most. Its keys are closed if its lease has ended. */
  Keyring current() {
    return keyring.current();
  }

  /**
   * For a statement that rests on what the keyring records: its plan is wrong if another process
   * has changed that meanwhile.
   *
   * @throws IssueException 58V01 if the records are old, and the keyring cannot be read again now
   */
  void requireUpToDate() {
    if (!keyring.isUpToDate()) {
      throw new IssueException(
          Issue.error(
              ErrorCode.KEY_SERVICE_UNREACHABLE,
              "what the keyring records of protected columns may have changed, and it cannot be"
                  + " read again now",
              "Try again; it is looked for in the background. Check keys.keyring and the key"
                  + " encryption key's provider"));
    }
  }

  /**
   * The keyring for a new connection.
   *
   * @throws IssueException 08V01 if the stored one cannot be used, or it requires a seal that the
   *     policy lacks
   */
  Keyring connect() {
    Keyring opened = keyring.connect();
    seal.require(opened);
    return opened;
  }

  @Override
  public Object version() {
    return current();
  }

  @Override
  public ResolvedPolicy resolve(CatalogSnapshot relations) {
    return resolver.resolve(relations, current().columns());
  }
}
