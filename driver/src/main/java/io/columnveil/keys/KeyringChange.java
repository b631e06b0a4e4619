package io.columnveil.keys;

import io.columnveil.crypto.Digest;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change of a keyring that was stored, for whoever keeps account of them. Never a key.
 *
 * @param keyring identity of the keyring
 * @param number of the change, as its counter is from then on
 * @param fingerprint SHA-256 of the bytes that were stored, in hexadecimal digits
 * @param what differs from before; empty if nothing does
 */
public record KeyringChange(UUID keyring, long number, String fingerprint, List<String> what) {

  public KeyringChange {
    what = List.copyOf(what);
  }

  /**
   * What was stored.
   *
   * @param before if there was a keyring
   * @param stored bytes of the one after
   */
  static KeyringChange of(@Nullable Keyring before, Keyring after, byte[] stored) {
    return new KeyringChange(
        after.id(),
        KeyringReader.readHeader(stored).counter(),
        HexFormat.of().formatHex(Digest.sha256(stored)),
        new KeyringDifference(before, after).lines());
  }
}
