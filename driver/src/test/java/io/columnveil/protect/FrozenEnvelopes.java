package io.columnveil.protect;

import io.columnveil.issue.Source;
import io.columnveil.keys.Keyring;
import io.columnveil.keys.KeyringAccess;
import io.columnveil.policy.model.ColumnState;
import io.columnveil.policy.model.KekProvider;
import io.columnveil.policy.model.KeySettings;
import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.Normalization;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.policy.model.Scheme;
import io.columnveil.policy.model.Storage;
import io.columnveil.policy.model.TypeName;
import io.columnveil.value.ValueCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The frozen keyring and envelopes under {@code frozen/}, which every later version must read.
 * {@link #main} made them, once; a new version of a format adds files beside them and never runs it
 * again over these.
 */
final class FrozenEnvelopes {

  static final String DOMAIN = "public.users.secret";
  static final String PASSPHRASE = "frozen for every later version";
  static final ZoneId UTC = ZoneOffset.UTC;

  private static final String[][] VALUES = {
    {"CHAR", "4", "-1", "ab"},
    {"VARCHAR", "320", "-1", "Grüße, 世界 😀"},
    {"TEXT", "-1", "-1", ""},
    {"SMALLINT", "-1", "-1", "-32768"},
    {"INTEGER", "-1", "-1", "2147483647"},
    {"BIGINT", "-1", "-1", "-9223372036854775808"},
    {"NUMERIC", "-1", "-1", "12345678901234567890.1200"},
    {"NUMERIC", "10", "2", "-1.50"},
    {"REAL", "-1", "-1", "-0"},
    {"DOUBLE", "-1", "-1", "-Infinity"},
    {"BOOLEAN", "-1", "-1", "t"},
    {"DATE", "-1", "-1", "0044-03-15 BC"},
    {"DATE", "-1", "-1", "infinity"},
    {"TIME", "-1", "-1", "24:00:00"},
    {"TIMESTAMP", "-1", "-1", "2024-02-29 23:59:59.123456"},
    {"TIMESTAMP", "-1", "-1", "-infinity"},
    {"TIMESTAMPTZ", "-1", "-1", "1969-12-31 23:59:59.999999+00"},
    {"UUID", "-1", "-1", "00112233-4455-6677-8899-aabbccddeeff"},
    {"BYTEA", "-1", "-1", "\\x00fdcbf5ff"},
    {"JSON", "-1", "-1", "{\"a\": [1, null]}"},
  };

  private FrozenEnvelopes() {}

  static KeySettings settings(Path keyring) {
    return new KeySettings(
        "file:" + keyring,
        new KekProvider(
            "passphrase",
            Map.of("passphrase", PASSPHRASE),
            new Source("policy.yaml", "keys:").at(0)),
        Duration.ofDays(365),
        Duration.ofMinutes(5),
        Optional.empty());
  }

  static ProtectedColumn column(LogicalType type, Scheme scheme) {
    return ProtectedColumns.of(type, scheme, DOMAIN, Storage.TEXT, ColumnState.ENCRYPTED);
  }

  static Scheme scheme(String name) {
    return switch (name) {
      case "deterministic" -> new Scheme.Deterministic();
      case "lookup" -> ProtectedColumns.withLookup();
      case "lookup-normalized" ->
          ProtectedColumns.withLookup(Normalization.TRIM, Normalization.LOWERCASE);
      default -> ProtectedColumns.randomized();
    };
  }

  /** Writes {@code v1.keyring} and {@code v1.txt} into the folder that is named. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Path file = folder.resolve("v1.keyring");
    List<String> lines = new ArrayList<>();
    lines.add("# form|type|length|scale|value as text|envelope or token");
    try (KeyringAccess access = KeyringAccess.of(settings(file))) {
      access.create().close();
      try (Keyring keyring =
          access.change(
              k ->
                  k.withDomain(DOMAIN, new SecureRandom(), Clock.systemUTC())
                      .withDomain("other", new SecureRandom(), Clock.systemUTC()))) {
        Protectors protectors = Protectors.forConnection(keyring, settings(file));
        for (String[] value : VALUES) {
          LogicalType type =
              new LogicalType(
                  TypeName.valueOf(value[0]),
                  Integer.parseInt(value[1]),
                  Integer.parseInt(value[2]));
          Object canonical = ValueCodec.of(type).parse(value[3], UTC);
          String start = String.join("|", value);
          for (String form : List.of("randomized", "deterministic")) {
            Object envelope = protectors.of(column(type, scheme(form))).encrypt(canonical);
            lines.add(form + "|" + start + "|" + envelope);
          }
          for (String form : List.of("lookup", "lookup-normalized")) {
            byte[] token = protectors.of(column(type, scheme(form))).token(canonical);
            lines.add(form + "|" + start + "|" + HexFormat.of().formatHex(token));
          }
        }
      }
    }
    Files.delete(folder.resolve("v1.keyring.lock"));
    Files.write(folder.resolve("v1.txt"), lines);
  }
}
