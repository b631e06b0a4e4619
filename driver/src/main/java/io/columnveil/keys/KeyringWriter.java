package io.columnveil.keys;

import io.columnveil.policy.model.ColumnState;
import io.columnveil.policy.model.Scheme;
import io.columnveil.policy.model.TableKind;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes the bytes of a keyring, without the seal, as {@code keyring-format.md} describes them. */
final class KeyringWriter {

  static final byte[] MAGIC = "cvkeyrng".getBytes(StandardCharsets.US_ASCII);
  static final int VERSION = 1;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
  private final DataOutputStream out = new DataOutputStream(bytes);

  private KeyringWriter() {}

  static byte[] write(KeyringContent content) {
    KeyringWriter writer = new KeyringWriter();
    try {
      writer.header(content.header());
      writer.out.writeInt(content.domains().size());
      for (KeyDomain domain : content.domains()) {
        writer.domain(domain);
      }
      writer.out.writeInt(content.columns().size());
      for (ColumnRecord column : content.columns()) {
        writer.column(column);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return writer.bytes.toByteArray();
  }

  private void header(KeyringHeader header) throws IOException {
    out.write(MAGIC);
    out.writeShort(VERSION);
    out.writeLong(header.id().getMostSignificantBits());
    out.writeLong(header.id().getLeastSignificantBits());
    out.writeLong(header.counter());
    text(header.provider());
    block(header.parameters());
  }

  private void domain(KeyDomain domain) throws IOException {
    text(domain.name());
    out.writeInt(domain.activeDataKey());
    out.writeInt(domain.activeEqualityKey());
    out.writeInt(domain.activeLookupKey());
    versions(domain.dataKeys());
    versions(domain.lookupKeys());
  }

  private void versions(List<KeyVersion> versions) throws IOException {
    out.writeShort(versions.size());
    for (KeyVersion version : versions) {
      out.writeInt(version.id());
      out.writeByte(KeyringCodes.of(version.status()));
      out.writeLong(version.created().getEpochSecond());
      block(version.wrapped());
    }
  }

  private void column(ColumnRecord column) throws IOException {
    text(column.id().schema());
    text(column.id().table());
    text(column.id().column());
    out.writeByte(column.kind() == TableKind.USER ? 1 : 2);
    out.writeByte(column.state() == ColumnState.MIXED ? 1 : 2);
    out.writeBoolean(column.tokensComplete());
    text(column.domain());
    out.writeByte(column.scheme() instanceof Scheme.Deterministic ? 3 : 1);
    out.writeByte(KeyringCodes.of(column.type().name()));
    out.writeInt(column.type().length());
    out.writeInt(column.type().scale());
    out.writeBoolean(column.lookup().isPresent());
    if (column.lookup().isPresent()) {
      text(column.lookup().get().column());
      out.writeByte(KeyringCodes.normalizer(column.lookup().get().normalize()));
    }
  }

  private void text(String text) throws IOException {
    block(text.getBytes(StandardCharsets.UTF_8));
  }

  private void block(byte[] block) throws IOException {
    if (block.length > 0xFFFF) {
      throw new IllegalArgumentException("longer than 65,535 bytes");
    }
    out.writeShort(block.length);
    out.write(block);
  }
}
