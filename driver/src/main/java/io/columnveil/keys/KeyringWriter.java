package io.columnveil.keys;

import java.nio.charset.StandardCharsets;

/**
 * Writes the bytes of a keyring, without the seal, as {@code driver/docs/keys.md} describes them:
 * always in the newest format.
 */
final class KeyringWriter {

  static final byte[] MAGIC = "cvkeyrng".getBytes(StandardCharsets.US_ASCII);
  static final int VERSION = 2;

  private KeyringWriter() {}

  static byte[] write(KeyringContent content) {
    KeyringOutput out = new KeyringOutput();
    header(content.header(), out);
    attributes(content.attributes(), out);
    out.i32(content.domains().size());
    content.domains().forEach(domain -> DomainFormat.write(domain, out));
    out.i32(content.columns().size());
    content.columns().forEach(column -> ColumnFormat.write(column, out));
    return out.toByteArray();
  }

  private static void header(KeyringHeader header, KeyringOutput out) {
    out.bytes(MAGIC).u16(VERSION);
    out.i64(header.id().getMostSignificantBits()).i64(header.id().getLeastSignificantBits());
    out.i64(header.counter()).text(header.provider()).block(header.parameters());
  }

  private static void attributes(KeyringAttributes attributes, KeyringOutput out) {
    new Attributes.Writer()
        .put(
            KeyringReader.KEK_SINCE,
            attributes.kekSince(),
            time -> new KeyringOutput().millis(time))
        .put(KeyringReader.POLICY_PIN, attributes.policyPin(), KeyringWriter::pin)
        .writeTo(out);
  }

  private static KeyringOutput pin(PolicyPin pin) {
    return new KeyringOutput()
        .block(pin.publicKey())
        .block(pin.wrappedPrivateKey())
        .flag(pin.required())
        .i64(pin.oldestAccepted());
  }
}
