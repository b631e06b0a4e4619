package io.columnveil.policy.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The settings that a provider of key encryption keys of ours reads. Providers of others read what
 * they like: their settings are not checked here.
 *
 * @param name as policies name it
 * @param required settings without which it cannot work
 * @param choice settings of which exactly one must be there; empty if there is no such choice
 * @param optional what else it reads
 */
record KnownProvider(
    String name, List<String> required, List<String> choice, List<String> optional) {

  /** They may be written into a policy, but should not: references to them should. */
  private static final Set<String> SECRETS =
      Set.of(
          "passphrase",
          "password",
          "pin",
          "token",
          "secretId",
          "secretAccessKey",
          "sessionToken",
          "clientKeyPassword");

  static final List<KnownProvider> ALL =
      List.of(
          new KnownProvider("passphrase", List.of("passphrase"), List.of(), List.of()),
          new KnownProvider("file", List.of("path"), List.of(), List.of("password", "alias")),
          new KnownProvider(
              "pkcs11",
              List.of("library", "pin", "key"),
              List.of(),
              List.of("slot", "slotListIndex", "generateKey")),
          new KnownProvider(
              "hadoop-kms",
              List.of("address", "key", "user"),
              List.of(),
              List.of("timeout", "caFile", "clientCertificate", "clientKeyPassword")),
          new KnownProvider(
              "vault-transit",
              List.of("address", "key"),
              List.of("token", "tokenFile", "roleId"),
              List.of(
                  "secretId",
                  "secretIdFile",
                  "authMount",
                  "mount",
                  "namespace",
                  "timeout",
                  "caFile",
                  "clientCertificate",
                  "clientKeyPassword")),
          new KnownProvider(
              "aws-kms",
              List.of("key"),
              List.of(),
              List.of(
                  "region",
                  "endpoint",
                  "accessKeyId",
                  "secretAccessKey",
                  "sessionToken",
                  "timeout")));

  static Optional<KnownProvider> named(String name) {
    return ALL.stream().filter(p -> p.name().equals(name)).findFirst();
  }

  /** All its settings. */
  List<String> settings() {
    List<String> all = new ArrayList<>(required);
    all.addAll(choice);
    all.addAll(optional);
    return all;
  }

  static boolean isSecret(String setting) {
    return SECRETS.contains(setting);
  }
}
