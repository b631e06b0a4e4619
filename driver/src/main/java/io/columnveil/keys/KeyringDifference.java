package io.columnveil.keys;

import io.columnveil.policy.model.ColumnId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says in words what differs between two snapshots of a keyring. */
final class KeyringDifference {

  private final @Nullable Keyring before;
  private final Keyring after;
  private final List<String> lines = new ArrayList<>();

  KeyringDifference(@Nullable Keyring before, Keyring after) {
    this.before = before;
    this.after = after;
  }

  List<String> lines() {
    kek();
    for (KeyDomain domain : after.domains()) {
      versions(domain);
      for (KeyRole role : KeyRole.values()) {
        role(domain, role);
      }
    }
    for (ColumnRecord column : after.columns()) {
      column(column, old().flatMap(keyring -> keyring.column(column.id())));
    }
    old()
        .ifPresent(
            keyring ->
                keyring.columns().stream()
                    .map(ColumnRecord::id)
                    .filter(id -> after.column(id).isEmpty())
                    .forEach(id -> lines.add(name(id) + " is recorded no more")));
    after.policyPin().ifPresent(this::pin);
    return lines;
  }

  private Optional<Keyring> old() {
    return Optional.ofNullable(before);
  }

  private void kek() {
    Keyring old = before;
    if (old == null) {
      lines.add("made the keyring, opened by provider " + after.provider());
      return;
    }
    if (!Arrays.equals(old.wrappingState(), after.wrappingState())) {
      lines.add(
          after.isBetweenKeys()
              ? "opened by the key of provider "
                  + String.join(" and by that of provider ", after.slotProviders())
              : "opened by provider " + after.provider() + " only, its keys wrapped anew");
    }
    if (after.counter() > old.counter()) {
      lines.add("accepted as it was put back, with a number far above those that were seen");
    }
  }

  private void versions(KeyDomain domain) {
    domain
        .versions()
        .forEach(
            key -> {
              Optional<KeyVersion> known = old().flatMap(keyring -> keyring.findKey(key.id()));
              if (known.isEmpty()) {
                lines.add("made " + name(key));
              } else if (known.get().status() != key.status()) {
                lines.add(word(key.status()) + " " + name(key));
              }
            });
  }

  private void role(KeyDomain domain, KeyRole role) {
    Optional<Integer> known =
        old().flatMap(keyring -> keyring.domain(domain.name())).map(d -> d.activeId(role));
    if (known.isPresent() && known.get() != domain.activeId(role)) {
      lines.add(name(domain.active(role)) + " is active for " + word(role));
    }
  }

  private void column(ColumnRecord column, Optional<ColumnRecord> known) {
    if (known.isEmpty()) {
      lines.add(
          "recorded "
              + name(column.id())
              + " of domain "
              + column.domain()
              + " as "
              + word(column.state()));
    } else if (!known.get().equals(column)) {
      lines.add(
          name(column.id())
              + (known.get().rotation().equals(column.rotation())
                  ? ": its record was changed"
                  : column
                      .rotation()
                      .map(r -> ": rotation of its equality key is " + word(r.phase()))
                      .orElse(": rotation of its equality key has ended")));
    }
  }

  private void pin(PolicyPin pin) {
    Optional<PolicyPin> known = old().flatMap(Keyring::policyPin);
    if (known.isEmpty()) {
      lines.add("made the key that seals policies");
    }
    if (pin.required() != known.map(PolicyPin::required).orElse(false)) {
      lines.add(
          pin.required() ? "a sealed policy is required" : "a sealed policy is required no more");
    }
    long oldest = pin.oldestAccepted();
    if (oldest != known.map(PolicyPin::oldestAccepted).orElse(0L)) {
      lines.add("policies sealed before seal " + oldest + " are refused");
    }
  }

  private static String name(KeyVersion key) {
    return word(key.use()) + " key " + key.name() + " of domain " + key.domain();
  }

  private static String name(ColumnId id) {
    return Objects.equals(id.schema(), "")
        ? "column " + id.table() + "." + id.column()
        : "column " + id;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
