package io.columnveil.keys;

import java.util.List;

/**
 * All that a keyring holds, without the seal.
 *
 * @param header what can be read before the key encryption key is there
 * @param domains its domains, in the order of their creation
 * @param columns its column records, in the order of their creation
 */
record KeyringContent(KeyringHeader header, List<KeyDomain> domains, List<ColumnRecord> columns) {

  KeyringContent {
    domains = List.copyOf(domains);
    columns = List.copyOf(columns);
  }
}
