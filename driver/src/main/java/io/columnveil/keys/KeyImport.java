package io.columnveil.keys;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.policy.model.KekProvider;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;

/**
 * Brings a customer's key in as the key encryption key of a keyring. The key is put where the new
 * settings look for it, proved, and opens the keyring beside the old one, as {@link KekMove} does
 * it. Each step can be done again: whoever was killed in the middle runs it once more. A failure
 * takes the key out again and leaves the keyring as it was.
 */
public final class KeyImport {

  private final SecureRandom random;
  private final Clock clock;

  /** With a source of randomness and the time. */
  public KeyImport(SecureRandom random, Clock clock) {
    this.random = random;
    this.clock = clock;
  }

  /**
   * A new offer.
   *
   * @param offer for the customer
   * @param kept bytes to keep until the customer's key comes
   */
  public record Made(ImportOffer offer, byte[] kept) {

    /** Never the bytes. */
    @Override
    public String toString() {
      return offer.toString();
    }
  }

  /**
   * Makes an offer.
   *
   * @throws IssueException if the key encryption key cannot be used
   */
  public Made offer(
      KeyringAccess access, KekProvider wrappedBy, ImportOffer.Kind kind, Duration validFor) {
    try (Keyring keyring = access.open()) {
      if (keyring.isBetweenKeys()) {
        throw refused(
            "the keyring is being moved to another key encryption key",
            "Finish that first: keys rewrap --finish");
      }
      ImportOffer offer = ImportOffer.create(keyring, kind, validFor, clock.instant(), random);
      return new Made(offer, offer.seal(wrappedBy, random));
    }
  }

  /**
   * Takes the customer's key.
   *
   * @param kept bytes of the offer
   * @param wrapped what the customer sent
   * @param access by the old settings
   * @param from the old settings
   * @param to the new settings, which say where the key is kept
   * @throws IssueException if the offer does not hold any more, the key is none, or cannot be kept
   *     or used there; the keyring is as it was. The key stays where it was put only if it cannot
   *     be told whether it opens the keyring
   */
  public void accept(
      byte[] kept, byte[] wrapped, KeyringAccess access, KekProvider from, KekProvider to) {
    ImportOffer offer = ImportOffer.open(kept, from, random);
    byte[] key = offer.unwrap(wrapped);
    try {
      // Whoever was killed after this had been done has only the offer left to be destroyed.
      boolean done = access.isOpenedBy(to);
      if (!done) {
        requireValid(offer, access);
      }
      Runnable undo = new KeyEncryptionKeys(to, random).adopt(key);
      if (!done) {
        try {
          new KekMove(random, clock).begin(access, from, to).close();
        } catch (RuntimeException e) {
          if (!mayBeOpenedBy(to, access)) {
            undo.run();
          }
          throw e;
        }
      }
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  /** A key that may open the keyring already must not be taken out. */
  private static boolean mayBeOpenedBy(KekProvider to, KeyringAccess access) {
    try {
      return access.isOpenedBy(to);
    } catch (IssueException e) { // it cannot be told
      return true;
    }
  }

  private void requireValid(ImportOffer offer, KeyringAccess access) {
    if (clock.instant().isAfter(offer.expires())) {
      throw refused(
          "the offer expired at " + offer.expires(),
          "Make a new one: keys import --offer, and have the key wrapped anew");
    }
    try (Keyring present = access.open()) {
      if (!offer.keyring().equals(present.id())) {
        throw refused("the offer was made for another keyring", "Give the policy of that one");
      }
      if (!offer.isFor(present)) {
        throw refused(
            "the offer was used, or the keyring was moved to another key since it was made",
            "Make a new one: keys import --offer, and have the key wrapped anew");
      }
    }
  }

  private static IssueException refused(String reason, String remedy) {
    return new IssueException(Issue.error(ErrorCode.KEY_UNAVAILABLE, reason, remedy));
  }
}
