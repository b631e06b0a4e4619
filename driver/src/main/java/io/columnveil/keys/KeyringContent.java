package io.columnveil.keys;

import io.columnveil.policy.model.ColumnId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * All that a keyring holds, without the seal.
 *
 * @param header what can be read before the key encryption key is there
 * @param attributes of the keyring as a whole
 * @param domains its domains, in the order of their creation
 * @param columns its column records, in the order of their creation
 */
record KeyringContent(
    KeyringHeader header,
    KeyringAttributes attributes,
    List<KeyDomain> domains,
    List<ColumnRecord> columns) {

  KeyringContent {
    domains = List.copyOf(domains);
    columns = List.copyOf(columns);
  }

  Optional<KeyDomain> domain(String name) {
    return domains.stream().filter(domain -> domain.name().equals(name)).findFirst();
  }

  KeyringContent withHeader(KeyringHeader changed) {
    return new KeyringContent(changed, attributes, domains, columns);
  }

  KeyringContent withAttributes(KeyringAttributes changed) {
    return new KeyringContent(header, changed, domains, columns);
  }

  KeyringContent withNewDomain(KeyDomain added) {
    List<KeyDomain> changed = new ArrayList<>(domains);
    changed.add(added);
    return new KeyringContent(header, attributes, changed, columns);
  }

  /** With one domain changed. It must be there. */
  KeyringContent withDomain(String name, UnaryOperator<KeyDomain> change) {
    if (domain(name).isEmpty()) {
      throw new IllegalArgumentException("the keyring has no domain '" + name + "'");
    }
    return withDomains(domain -> domain.name().equals(name) ? change.apply(domain) : domain);
  }

  KeyringContent withDomains(UnaryOperator<KeyDomain> change) {
    return new KeyringContent(header, attributes, domains.stream().map(change).toList(), columns);
  }

  /** With a record added, or in the place of the column's present one. */
  KeyringContent withColumn(ColumnRecord column) {
    if (domain(column.domain()).isEmpty()) {
      throw new IllegalArgumentException("the keyring has no domain '" + column.domain() + "'");
    }
    List<ColumnRecord> changed = new ArrayList<>(columns);
    changed.replaceAll(old -> old.id().equals(column.id()) ? column : old);
    if (!changed.contains(column)) {
      changed.add(column);
    }
    return new KeyringContent(header, attributes, domains, changed);
  }

  KeyringContent withoutColumn(ColumnId id) {
    return new KeyringContent(
        header, attributes, domains, columns.stream().filter(c -> !c.id().equals(id)).toList());
  }
}
