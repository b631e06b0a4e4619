package io.columnveil.crypto;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The bytes that an envelope is bound to without holding them: its own header, the domain's name
 * and the row key. A ciphertext that is moved to another domain, row or key no longer
 * authenticates.
 */
public final class AssociatedData {

  private AssociatedData() {}

  /**
   * Header, u16 length and UTF-8 name of the domain, u16 length and row key.
   *
   * @param header the eight bytes of the envelope's header
   * @param domain name of the domain
   * @param rowKey empty unless ciphertext is bound to its row
   * @throws IllegalArgumentException if a part is longer than 65,535 bytes
   */
  public static byte[] of(byte[] header, String domain, byte[] rowKey) {
    byte[] name = domain.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(header.length + name.length + 4);
    out.writeBytes(header);
    append(out, name);
    append(out, rowKey);
    return out.toByteArray();
  }

  static void append(ByteArrayOutputStream out, byte[] part) {
    if (part.length > 0xFFFF) {
      throw new IllegalArgumentException("longer than 65,535 bytes");
    }
    out.write(part.length >>> 8);
    out.write(part.length);
    out.writeBytes(part);
  }
}
