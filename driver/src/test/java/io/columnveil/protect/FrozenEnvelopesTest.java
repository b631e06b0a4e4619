package io.columnveil.protect;

import static org.assertj.core.api.Assertions.assertThat;

import io.columnveil.keys.Keyring;
import io.columnveil.keys.KeyringAccess;
import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.TypeName;
import io.columnveil.value.ValueCodec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data that was written by the first version of the formats must be read by all later ones. */
class FrozenEnvelopesTest {

  @TempDir Path folder;

  @Test
  void everyVersionReadsKeyringEnvelopesAndTokensOfVersionOne() throws Exception {
    // A copy: a checked-out file may have permissions that a keyring must not have.
    Path file = folder.resolve("v1.keyring");
    Files.write(file, resource("/frozen/v1.keyring"));
    file.toFile().setWritable(false, false);
    String text = new String(resource("/frozen/v1.txt"), StandardCharsets.UTF_8);
    try (KeyringAccess access = KeyringAccess.of(FrozenEnvelopes.settings(file));
        Keyring keyring = access.open()) {
      Protectors protectors = Protectors.forConnection(keyring, FrozenEnvelopes.settings(file));
      int read = 0;
      for (String line : text.split("\n")) {
        if (!line.startsWith("#")) {
          check(protectors, line.split("\\|"));
          read++;
        }
      }
      assertThat(read).isEqualTo(80);
    }
  }

  private static void check(Protectors protectors, String[] fields) {
    LogicalType type =
        new LogicalType(
            TypeName.valueOf(fields[1]), Integer.parseInt(fields[2]), Integer.parseInt(fields[3]));
    ValueCodec codec = ValueCodec.of(type);
    Object value = codec.fit(codec.parse(fields[4], FrozenEnvelopes.UTC));
    ColumnProtector protector =
        protectors.of(FrozenEnvelopes.column(type, FrozenEnvelopes.scheme(fields[0])));
    switch (fields[0]) {
      case "randomized" -> assertThat(protector.decrypt(fields[5])).isEqualTo(value);
      case "deterministic" -> {
        assertThat(protector.encrypt(value)).isEqualTo(fields[5]);
        Object decrypted = Objects.requireNonNull(protector.decrypt(fields[5]));
        assertThat(codec.encodeForEquality(decrypted)).isEqualTo(codec.encodeForEquality(value));
      }
      default ->
          assertThat(HexFormat.of().formatHex(Objects.requireNonNull(protector.token(value))))
              .isEqualTo(fields[5]);
    }
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(FrozenEnvelopesTest.class.getResourceAsStream(name))) {
      return in.readAllBytes();
    }
  }
}
