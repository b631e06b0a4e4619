package io.columnveil.keys;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The bytes of a domain with its key versions, in both formats. One per keyring that is read. */
final class DomainFormat {

  private static final int ACTIVATED = 1;
  private static final int RETIRED = 2;
  private static final int DESTROYED = 3;
  private static final int CHECK = 4;
  private static final Set<Integer> KNOWN = Set.of(ACTIVATED, RETIRED, DESTROYED, CHECK);

  private final KeyringInput in;
  private final boolean first;
  private final Set<Integer> ids = new HashSet<>();
  private final Set<String> names = new HashSet<>();

  /**
   * Reads domains.
   *
   * @param first whether they are of format 1
   */
  DomainFormat(KeyringInput in, boolean first) {
    this.in = in;
    this.first = first;
  }

  KeyDomain read() {
    String name = in.text();
    if (!names.add(name)) {
      throw new IllegalArgumentException("a domain is there twice");
    }
    int activeDataKey = in.i32();
    int activeEqualityKey = in.i32();
    int activeLookupKey = in.i32();
    return new KeyDomain(
        name,
        versions(name, KeyUse.DATA),
        activeDataKey,
        activeEqualityKey,
        versions(name, KeyUse.LOOKUP),
        activeLookupKey);
  }

  private List<KeyVersion> versions(String domain, KeyUse use) {
    int count = in.u16();
    List<KeyVersion> versions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int id = in.i32();
      if (id == 0 || !ids.add(id)) {
        throw new IllegalArgumentException("a key id is zero or not unique");
      }
      KeyStatus status = KeyringCodes.status(in.u8());
      Instant created = first ? in.seconds() : in.millis();
      byte[] wrapped = in.block();
      Attributes attributes = first ? Attributes.NONE : Attributes.read(in, KNOWN);
      KeyCheck check =
          attributes
              .get(CHECK, value -> KeyCheck.stored(value.bytes(KeyCheck.LENGTH)))
              .orElse(KeyCheck.UNKNOWN);
      versions.add(
          new KeyVersion(id, domain, use, status, times(created, attributes), wrapped, check));
    }
    return versions;
  }

  private static KeyTimes times(Instant created, Attributes attributes) {
    Function<KeyringInput, Instant> millis = KeyringInput::millis;
    return new KeyTimes(
        created,
        attributes.get(ACTIVATED, millis),
        attributes.get(RETIRED, millis),
        attributes.get(DESTROYED, millis));
  }

  static void write(KeyDomain domain, KeyringOutput out) {
    out.text(domain.name());
    out.i32(domain.activeDataKey()).i32(domain.activeEqualityKey()).i32(domain.activeLookupKey());
    write(domain.dataKeys(), out);
    write(domain.lookupKeys(), out);
  }

  private static void write(List<KeyVersion> versions, KeyringOutput out) {
    out.u16(versions.size());
    for (KeyVersion version : versions) {
      out.i32(version.id()).u8(KeyringCodes.of(version.status()));
      out.millis(version.created()).block(version.wrapped());
      KeyTimes times = version.times();
      new Attributes.Writer()
          .put(ACTIVATED, times.activated(), DomainFormat::millis)
          .put(RETIRED, times.retired(), DomainFormat::millis)
          .put(DESTROYED, times.destroyed(), DomainFormat::millis)
          .put(
              CHECK,
              Optional.of(version.check()).filter(KeyCheck::isKnown),
              check -> new KeyringOutput().bytes(check.value()))
          .writeTo(out);
    }
  }

  private static KeyringOutput millis(Instant time) {
    return new KeyringOutput().millis(time);
  }
}
