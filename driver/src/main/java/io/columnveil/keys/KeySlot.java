package io.columnveil.keys;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One of the key encryption keys that open a keyring while it moves between two of them. All slots
 * hold the same root key, each wrapped by its own provider.
 *
 * @param provider name of the provider
 * @param parameters the provider's own
 * @param wrappedRoot the root key, wrapped with the keyring's context
 */
record KeySlot(String provider, byte[] parameters, byte[] wrappedRoot) {

  /** What the keyring's header names as its provider while there are slots. */
  static final String PROVIDER = "slots";

  private static final byte VERSION = 1;

  /** The slots as the header's parameters: u8 version, u8 count, three blocks for each slot. */
  static byte[] write(List<KeySlot> slots) {
    int length = 2;
    List<byte[]> blocks = new ArrayList<>();
    for (KeySlot slot : slots) {
      blocks.add(slot.provider.getBytes(StandardCharsets.UTF_8));
      blocks.add(slot.parameters);
      blocks.add(slot.wrappedRoot);
    }
    for (byte[] block : blocks) {
      length += 2 + block.length;
    }
    ByteBuffer out = ByteBuffer.allocate(length).put(VERSION).put((byte) slots.size());
    blocks.forEach(block -> out.putShort((short) block.length).put(block));
    return out.array();
  }

  /**
   * The slots of parameters that are not authenticated yet.
   *
   * @throws IllegalArgumentException if they are none
   */
  static List<KeySlot> read(byte[] parameters) {
    ByteBuffer in = ByteBuffer.wrap(parameters);
    try {
      if (in.get() != VERSION) {
        throw new IllegalArgumentException("it was written by a newer version");
      }
      int count = in.get();
      List<KeySlot> slots = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        slots.add(new KeySlot(new String(block(in), StandardCharsets.UTF_8), block(in), block(in)));
      }
      return slots;
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("it is damaged", e);
    }
  }

  private static byte[] block(ByteBuffer in) {
    byte[] block = new byte[in.getShort() & 0xFFFF];
    in.get(block);
    return block;
  }
}
