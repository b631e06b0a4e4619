package io.columnveil.it;

import io.columnveil.crypto.AssociatedData;
import io.columnveil.crypto.CiphertextRejectedException;
import io.columnveil.crypto.DeterministicAead;
import io.columnveil.crypto.Envelope;
import io.columnveil.crypto.JceServices;
import io.columnveil.crypto.LookupTokens;
import io.columnveil.crypto.NonceSource;
import io.columnveil.crypto.RandomizedAead;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one value costs. Run by hand:
 *
 * <pre>
 * mvn -B -Pbenchmark -pl integration-tests -am process-test-classes \
 *     -Dbenchmark=org.openjdk.jmh.Main -Dbenchmark.arguments=CryptoBenchmark
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 2, jvmArgsAppend = "-Dorg.slf4j.simpleLogger.log.io.columnveil=warn")
public class CryptoBenchmark {

  private static final String DOMAIN = "public.users.email";

  /** Bytes of plaintext. */
  @Param({"16", "32", "256"})
  public int length = 32;

  private byte[] plaintext = new byte[0];
  private byte[] randomizedHeader = new byte[0];
  private byte[] deterministicHeader = new byte[0];
  private byte[] associatedData = new byte[0];
  private byte[] randomizedEnvelope = new byte[0];
  private byte[] deterministicEnvelope = new byte[0];
  private String envelopeText = "";
  private RandomizedAead randomized;
  private DeterministicAead deterministic;
  private DeterministicAead.Bound bound;
  private LookupTokens tokens;

  /** Keys of fixed bytes: only time is measured. */
  @Setup
  public void open() {
    JceServices services = JceServices.platform();
    byte[] key = new byte[32];
    byte[] longKey = new byte[64];
    Arrays.fill(key, (byte) 7);
    for (int i = 0; i < longKey.length; i++) {
      longKey[i] = (byte) i;
    }
    plaintext = "x".repeat(length).getBytes(StandardCharsets.UTF_8);
    randomizedHeader = Envelope.header(Envelope.Algorithm.AES_256_GCM, 1);
    deterministicHeader = Envelope.header(Envelope.Algorithm.AES_256_SIV, 1);
    associatedData = AssociatedData.of(randomizedHeader, DOMAIN, new byte[0]);
    randomized = new RandomizedAead(key, services, new NonceSource(new SecureRandom()));
    deterministic = new DeterministicAead(longKey, services);
    bound = deterministic.bind(AssociatedData.of(deterministicHeader, DOMAIN, new byte[0]));
    tokens = new LookupTokens(key, DOMAIN, 0, services);
    randomizedEnvelope = randomized.encrypt(randomizedHeader, associatedData, plaintext);
    deterministicEnvelope =
        deterministic.encryptDeterministically(deterministicHeader, bound, plaintext);
    envelopeText = Envelope.text(randomizedEnvelope);
  }

  @Benchmark
  public byte[] encryptRandomized() {
    return randomized.encrypt(randomizedHeader, associatedData, plaintext);
  }

  @Benchmark
  public byte[] decryptRandomized() throws CiphertextRejectedException {
    return randomized.decrypt(randomizedEnvelope, associatedData);
  }

  @Benchmark
  public byte[] encryptDeterministically() {
    return deterministic.encryptDeterministically(deterministicHeader, bound, plaintext);
  }

  @Benchmark
  public byte[] decryptDeterministic() throws CiphertextRejectedException {
    return deterministic.decrypt(deterministicEnvelope, bound);
  }

  @Benchmark
  public byte[] lookupToken() {
    return tokens.token(plaintext);
  }

  @Benchmark
  public String envelopeToText() {
    return Envelope.text(randomizedEnvelope);
  }

  @Benchmark
  public Envelope textToEnvelope() throws CiphertextRejectedException {
    return Envelope.parse(envelopeText);
  }
}
