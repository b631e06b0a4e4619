package io.columnveil.keys.file;

import io.columnveil.keys.KeyContext;
import java.util.Optional;

/** A key while it is used: read from the file, and forgotten. */
interface KeyMaterial extends AutoCloseable {

  byte[] wrap(byte[] key, KeyContext context);

  /** Nothing if it was not wrapped by this key. */
  Optional<byte[]> unwrap(byte[] wrapped, KeyContext context);

  /** Derived from the key; the caller zeroes it. */
  byte[] sealKey();

  /** Bits of the key. */
  int strength();

  @Override
  void close();
}
