package io.columnveil.keys.pkcs11;

import io.columnveil.crypto.Seal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * PINs that a token has refused, known by a keyed hash: a token locks itself after a few wrong
 * ones, so a pool that connects again and again must not send the same one twice. Thread-safe.
 */
final class RefusedPins {

  private final byte[] key = new byte[32];
  private final Set<String> hashes = ConcurrentHashMap.newKeySet();

  RefusedPins() {
    new SecureRandom().nextBytes(key);
  }

  void add(String token, char[] pin) {
    hashes.add(hash(token, pin));
  }

  boolean contains(String token, char[] pin) {
    return !hashes.isEmpty() && hashes.contains(hash(token, pin));
  }

  private String hash(String token, char[] pin) {
    ByteBuffer pinBytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(pin));
    byte[] name = token.getBytes(StandardCharsets.UTF_8);
    byte[] both =
        ByteBuffer.allocate(name.length + 1 + pinBytes.remaining())
            .put(name)
            .put((byte) 0)
            .put(pinBytes)
            .array();
    byte[] mac = Seal.mac(key, both);
    Arrays.fill(both, (byte) 0);
    Arrays.fill(pinBytes.array(), (byte) 0);
    return Base64.getEncoder().encodeToString(mac);
  }
}
