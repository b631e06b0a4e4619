package io.columnveil.policy.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "keys: { wrappedBy: { provider: p, passphrase: hunter2 } }",
        "keys:\n  wrappedBy:\n    provider: p\n    pin: 'hunter2' # hunter2\n",
        "keys:\n  wrappedBy:\n    any: |\n      hunter2\n      hunter2\n",
        "keys: hunter2",
        "keys: { wrappedBy: hunter2 }",
        "keys: { wrappedBy: [hunter2, { a: hunter2 }] }",
        "keys: { rotateevery: hunter2, keyring: [hunter2] }",
        "kes: { wrapped: { by: hunter2 } }",
        "tables: { users: { passphrase: hunter2 } }",
        "roles: { r: { databaseUsers: [u], db_password: [hunter2] } }",
        "tables: { users: { columns: { Secret_PIN: hunter2 } } }",
        "hunter2",
        "[hunter2]",
      })
  void blanksSecretsByStructure(String text) {
    YamlNode root = YamlReader.read(text).root().orElseThrow();
    assertThat(Redaction.of(text, root)).hasSameSizeAs(text).doesNotContain("hunter");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "keys: { wrappedBy: { provider: p, passphrase: hunter2",
        "keys:\n  wrappedBy:\n    passphrase: @hunter2 # hunter2\ntables: {",
        "version: 1\n'keys' :\n  a: 'hunter2\ntables:",
        "{ version: 1, keys: { a: hunter2",
        "tables:\n  users:\n    my_password: hunter2\n  '",
        "hunter2: '",
      })
  void blanksSecretsOfTextThatIsNotYaml(String text) {
    assertThat(YamlReader.read(text).root()).isEmpty();
    assertThat(Redaction.ofUnreadable(text)).hasSameSizeAs(text).doesNotContain("hunter");
  }

  @Test
  void leavesTheRestReadable() {
    String text =
        """
        version: 1 # first
        keys:
          keyring: file:shop.keyring
          wrappedBy: { provider: vault-transit, token: "${TOKEN}", path: x }
        tables: { users: { columns: { password: { type: text, scheme: randomized } } } }
        """;
    String shown = Redaction.of(text, YamlReader.read(text).root().orElseThrow());
    assertThat(shown)
        .isEqualTo(text.replace("\"${TOKEN}\"", "*${TOKEN}*").replace("path: x", "path: *"));
  }

  @Test
  void hidesTheLengthOfSecrets() {
    for (String secret : List.of("abc", "abcdefghijkl")) {
      String text = "keys:\n  wrappedBy:\n    passphrase: " + secret;
      String shown = Redaction.of(text, YamlReader.read(text).root().orElseThrow());
      assertThat(shown.stripTrailing()).endsWith("passphrase: ***");
    }
  }
}
