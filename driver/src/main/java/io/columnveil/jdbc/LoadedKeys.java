package io.columnveil.jdbc;

import io.columnveil.keys.KeyringAccess;
import io.columnveil.policy.LoadedPolicy;
import io.columnveil.policy.PolicyLoader;
import io.columnveil.policy.model.Policy;
import io.columnveil.protect.ProtectionResolver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A policy with its keyring opened. Making the key encryption key is slow on purpose, so there is
 * one per policy and process.
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
   * Loads both.
   *
   * @throws io.columnveil.issue.IssueException 08V01 if one cannot be loaded
   */
  static LoadedKeys load(String location) {
    LoadedPolicy loaded = PolicyLoader.load(location, System.getenv());
    loaded.warnings().forEach(issue -> LOG.warn("{}", issue.headline()));
    Policy policy = loaded.policy();
    LiveKeyring keyring =
        new LiveKeyring(
            KeyringAccess.of(policy.keys()), new ProtectionResolver(policy), System::nanoTime);
    keyring.current();
    return new LoadedKeys(policy, keyring);
  }

  Policy policy() {
    return policy;
  }

  LiveKeyring keyring() {
    return keyring;
  }
}
