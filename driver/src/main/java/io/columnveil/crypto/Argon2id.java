package io.columnveil.crypto;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id, version 1.3 (RFC 9106): a key from a passphrase, at a cost in memory and time that
 * makes guessing dear.
 *
 * @param memoryKib memory in KiB, 19 MiB to 1 GiB: less is too cheap to guess, more would let a
 *     forged keyring exhaust this process
 * @param iterations passes over the memory, 1 to 32
 * @param parallelism lanes, 1 to 64
 */
public record Argon2id(int memoryKib, int iterations, int parallelism) {

  private static final int MIN_MEMORY_KIB = 19 * 1024;
  private static final int MAX_MEMORY_KIB = 1024 * 1024;

  /** 64 MiB, three passes, four lanes: the second recommendation of RFC 9106. */
  public static final Argon2id RECOMMENDED = new Argon2id(64 * 1024, 3, 4);

  public Argon2id {
    if (memoryKib < MIN_MEMORY_KIB || memoryKib > MAX_MEMORY_KIB) {
      throw new IllegalArgumentException("Argon2id memory is 19 MiB to 1 GiB");
    }
    if (iterations < 1 || iterations > 32 || parallelism < 1 || parallelism > 64) {
      throw new IllegalArgumentException("Argon2id takes 1 to 32 passes and 1 to 64 lanes");
    }
  }

  /** A key of 32 bytes. */
  public byte[] derive(byte[] passphrase, byte[] salt) {
    return derive(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(memoryKib)
            .withIterations(iterations)
            .withParallelism(parallelism)
            .withSalt(salt)
            .build(),
        passphrase,
        32);
  }

  static byte[] derive(Argon2Parameters parameters, byte[] passphrase, int length) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(parameters);
    byte[] key = new byte[length];
    generator.generateBytes(passphrase, key);
    return key;
  }
}
