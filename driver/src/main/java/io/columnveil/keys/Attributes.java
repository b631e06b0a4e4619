package io.columnveil.keys;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The optional fields of a record in a keyring: how the format grows. A u16 count, then each with a
 * u16 tag, a u32 length and that many bytes, in ascending order of tags. A tag that this version
 * does not know makes the keyring unreadable: what it stands for may be what protects a column.
 */
final class Attributes {

  /** Of a format that has none. */
  static final Attributes NONE = new Attributes(Map.of());

  private final Map<Integer, byte[]> byTag;

  private Attributes(Map<Integer, byte[]> byTag) {
    this.byTag = byTag;
  }

  static Attributes read(KeyringInput in, Set<Integer> known) {
    Map<Integer, byte[]> byTag = new HashMap<>();
    int count = in.u16();
    int last = 0;
    for (int i = 0; i < count; i++) {
      int tag = in.u16();
      if (tag <= last) {
        throw new IllegalArgumentException("its attributes are not in order");
      }
      if (!known.contains(tag)) {
        throw new IllegalArgumentException("it was written by a newer version");
      }
      byTag.put(tag, in.bytes(in.i32()));
      last = tag;
    }
    return new Attributes(byTag);
  }

  <T> Optional<T> get(int tag, Function<KeyringInput, T> reader) {
    byte[] bytes = byTag.get(tag);
    if (bytes == null) {
      return Optional.empty();
    }
    KeyringInput in = new KeyringInput(bytes);
    T value = reader.apply(in);
    in.requireEnd();
    return Optional.of(value);
  }

  /** Collects attributes and writes them in order. */
  static final class Writer {

    private final TreeMap<Integer, byte[]> byTag = new TreeMap<>();

    <T> Writer put(int tag, Optional<T> value, Function<T, KeyringOutput> writer) {
      value.ifPresent(v -> byTag.put(tag, writer.apply(v).toByteArray()));
      return this;
    }

    void writeTo(KeyringOutput out) {
      out.u16(byTag.size());
      byTag.forEach((tag, bytes) -> out.u16(tag).i32(bytes.length).bytes(bytes));
    }
  }
}
