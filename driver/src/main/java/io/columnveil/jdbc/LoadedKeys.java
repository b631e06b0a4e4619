package io.columnveil.jdbc;

import io.columnveil.audit.Actor;
import io.columnveil.audit.AuditSink;
import io.columnveil.keys.DataKeyRotation;
import io.columnveil.keys.HighWaterMark;
import io.columnveil.keys.KeyringAccess;
import io.columnveil.keys.LeasedKeyring;
import io.columnveil.policy.LoadedPolicy;
import io.columnveil.policy.PolicyCompanion;
import io.columnveil.policy.PolicyLoader;
import io.columnveil.policy.model.KeySettings;
import io.columnveil.policy.model.Policy;
import io.columnveil.protect.ProtectionResolver;
import io.columnveil.store.Connector;
import io.columnveil.store.KeyringStores;
import io.columnveil.store.TableKeyringStore.Connections;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A policy with its keyring, which is opened at first use. Making the key encryption key is slow on
 * purpose, so there is one per policy and process.
 */
final class LoadedKeys {

  private static final Logger LOG = LoggerFactory.getLogger(LoadedKeys.class);

  private final String location;
  private final Policy policy;
  private final RaisedMarks marks;
  private final KeyAudit account;
  private @Nullable LiveKeyring shared;

  private LoadedKeys(String location, Policy policy, AuditSink audit) {
    this.location = location;
    this.policy = policy;
    this.marks = new RaisedMarks(location, KeyringStores.isTable(policy.keys()));
    this.account = new KeyAudit(audit, "automatic rotation", Actor::ofProcess, Clock.systemUTC());
  }

  /**
   * Loads the policy.
   *
   * @param audit is told when this process changes its keyring
   * @throws io.columnveil.issue.IssueException 08V01 if it cannot be loaded
   */
  static LoadedKeys load(String location, AuditSink audit) {
    LoadedPolicy loaded = PolicyLoader.load(location, System.getenv());
    loaded.warnings().forEach(issue -> LOG.warn("{}", issue.headline()));
    return new LoadedKeys(location, loaded.policy(), audit);
  }

  Policy policy() {
    return policy;
  }

  /** The high-water mark of a keyring in a table: in a file beside the policy. */
  HighWaterMark mark() {
    return HighWaterMark.of(PolicyCompanion.read(location, HighWaterMark.SUFFIX));
  }

  /** Whether the keyring can be looked at before there is a connection. */
  boolean isInFile() {
    return !KeyringStores.isTable(policy.keys());
  }

  /** The keyring of a policy that keeps it in a file: one per process. */
  synchronized LiveKeyring keyring() {
    LiveKeyring known = shared;
    if (known == null) {
      shared = known = live(KeyringStores::access);
    }
    return known;
  }

  /**
   * The keyring as connections to one database see it.
   *
   * @param connector opens connections to it
   * @param keep whether one of them may be kept
   */
  LiveKeyring keyring(Connector connector, boolean keep) {
    marks.in(connector);
    return isInFile()
        ? keyring()
        : live(
            settings ->
                KeyringStores.access(
                    settings, connector, keep ? Connections.KEPT : Connections.OPENED));
  }

  private LiveKeyring live(Function<KeySettings, KeyringAccess> accesses) {
    KeySettings keys = policy.keys();
    LeasedKeyring keyring =
        new LeasedKeyring(
            // The settings are read again when the keyring does not open: a passphrase or provider
            // may have been changed.
            () ->
                accesses
                    .apply(PolicyLoader.load(location, System.getenv()).policy().keys())
                    .tellingOf(account),
            keys.cacheFor(),
            new DataKeyRotation(
                keys.rotateEvery(), new SecureRandom(), Clock.systemUTC(), marks::raise));
    return new LiveKeyring(
        keyring, new ProtectionResolver(policy), new SealCheck(location, policy));
  }
}
