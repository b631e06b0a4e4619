package io.columnveil.jdbc;

import io.columnveil.keys.DataKeyRotation;
import io.columnveil.keys.KeyringAccess;
import io.columnveil.keys.LeasedKeyring;
import io.columnveil.policy.LoadedPolicy;
import io.columnveil.policy.PolicyLoader;
import io.columnveil.policy.model.KeySettings;
import io.columnveil.policy.model.Policy;
import io.columnveil.protect.ProtectionResolver;
import java.security.SecureRandom;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A policy with its keyring, which is opened at first use. Making the key encryption key is slow on
 * purpose, so there is one per policy and process.
 */
final class LoadedKeys {

  private static final Logger LOG = LoggerFactory.getLogger(LoadedKeys.class);

  private final Policy policy;
  private final LiveKeyring keyring;

  private LoadedKeys(Policy policy, LiveKeyring keyring) {
    this.policy = policy;
    this.keyring = keyring;
  }

  /**
   * Loads the policy.
   *
   * @throws io.columnveil.issue.IssueException 08V01 if it cannot be loaded
   */
  static LoadedKeys load(String location) {
    LoadedPolicy loaded = PolicyLoader.load(location, System.getenv());
    loaded.warnings().forEach(issue -> LOG.warn("{}", issue.headline()));
    Policy policy = loaded.policy();
    KeySettings keys = policy.keys();
    LeasedKeyring keyring =
        new LeasedKeyring(
            // The settings are read again when the keyring does not open: a passphrase or provider
            // may have been changed.
            () -> KeyringAccess.of(PolicyLoader.load(location, System.getenv()).policy().keys()),
            keys.cacheFor(),
            new DataKeyRotation(keys.rotateEvery(), new SecureRandom(), Clock.systemUTC()));
    return new LoadedKeys(policy, new LiveKeyring(keyring, new ProtectionResolver(policy)));
  }

  Policy policy() {
    return policy;
  }

  LiveKeyring keyring() {
    return keyring;
  }
}
