package io.columnveil.store;

import io.columnveil.catalog.Backend;
import io.columnveil.catalog.Column;
import io.columnveil.policy.model.ColumnId;
import io.columnveil.policy.model.Storage;
import io.columnveil.protect.PhysicalStorage;
import java.util.List;
import java.util.stream.Collectors;

/** How a database writes what we need of it. */
enum Ddl {
  POSTGRESQL {
    @Override
    String typeOf(Storage storage) {
      return storage == Storage.TEXT ? "text" : "bytea";
    }

    @Override
    String tokenType() {
      return "bytea";
    }

    @Override
    String changeType(ColumnId id, Storage storage) {
      String column = quoted(id.column());
      // The text of a bytea would be its hexadecimal form.
      String converted =
          storage == Storage.TEXT
              ? column + "::text"
              : "pg_catalog.convert_to(" + column + "::text, 'UTF8')";
      return "ALTER TABLE %s ALTER COLUMN %s TYPE %s USING %s"
          .formatted(table(id), column, typeOf(storage), converted);
    }

    @Override
    String magicOf(String column, Storage storage) {
      return storage == Storage.TEXT
          ? "pg_catalog.left(" + column + "::text, 4) = '_cv1'"
          : "pg_catalog.substring(" + column + ", 1, 3) = pg_catalog.decode('fdcbf5', 'hex')";
    }

    @Override
    String envelopeKey(String column, Storage storage) {
      return storage == Storage.TEXT
          ? "pg_catalog.substr(" + column + "::text, 5, 7)"
          : "pg_catalog.encode(pg_catalog.substring(" + column + ", 5, 4), 'hex')";
    }
  },
  H2 {
    @Override
    String typeOf(Storage storage) {
      return storage == Storage.TEXT ? "CHARACTER VARYING" : "BINARY VARYING";
    }

    @Override
    String tokenType() {
      return "VARBINARY(16)";
    }

    @Override
    String changeType(ColumnId id, Storage storage) {
      return "ALTER TABLE %s ALTER COLUMN %s SET DATA TYPE %s"
          .formatted(table(id), quoted(id.column()), typeOf(storage));
    }

    @Override
    String magicOf(String column, Storage storage) {
      return storage == Storage.TEXT
          ? "SUBSTRING(" + column + " FROM 1 FOR 4) = '_cv1'"
          : "SUBSTRING(" + column + " FROM 1 FOR 3) = X'FDCBF5'";
    }

    @Override
    String envelopeKey(String column, Storage storage) {
      return storage == Storage.TEXT
          ? "SUBSTRING(" + column + " FROM 5 FOR 7)"
          : "RAWTOHEX(SUBSTRING(" + column + " FROM 5 FOR 4))";
    }
  };

  static Ddl of(Backend backend) {
    return backend == Backend.H2 ? H2 : POSTGRESQL;
  }

  /** The type that ciphertext is stored as, without a limit of length. */
  abstract String typeOf(Storage storage);

  /** The type of lookup columns. */
  abstract String tokenType();

  /** Makes a column one that can hold ciphertext, keeping the plaintext that is in it. */
  abstract String changeType(ColumnId id, Storage storage);

  /** A condition: a value that is not NULL starts as envelopes do. */
  abstract String magicOf(String column, Storage storage);

  /** What {@link EnvelopeKey} reads: the part of an envelope that names its key. */
  abstract String envelopeKey(String column, Storage storage);

  String addColumn(ColumnId id, String column, String type) {
    return "ALTER TABLE %s ADD COLUMN %s %s".formatted(table(id), quoted(column), type);
  }

  String createIndex(ColumnId id, List<String> columns, boolean unique) {
    String names = columns.stream().map(Ddl::quoted).collect(Collectors.joining(", "));
    String name = id.table() + "_" + String.join("_", columns);
    return "CREATE %sINDEX %s ON %s (%s)"
        .formatted(
            unique ? "UNIQUE " : "",
            indexName(id, name + (unique ? "_key" : "_idx")),
            table(id),
            names);
  }

  String addCheck(ColumnId id, String name, String condition) {
    return "ALTER TABLE %s ADD CONSTRAINT %s CHECK (%s)"
        .formatted(table(id), quoted(name), condition);
  }

  /** PostgreSQL puts an index where its table is; H2 wants to be told. */
  private String indexName(ColumnId id, String name) {
    String shortened = quoted(shortened(name));
    return this == H2 ? quoted(id.schema()) + "." + shortened : shortened;
  }

  /** At most 63 bytes, which is all that PostgreSQL keeps. */
  static String shortened(String name) {
    if (name.length() <= 48 && name.chars().allMatch(c -> c < 0x80)) {
      return name;
    }
    String ascii = name.replaceAll("[^A-Za-z0-9_]", "_");
    return ascii.substring(0, Math.min(40, ascii.length()))
        + "_"
        + Integer.toHexString(name.hashCode());
  }

  static String table(ColumnId id) {
    return quoted(id.schema()) + "." + quoted(id.table());
  }

  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** Whether a physical column can hold ciphertext of that form at all. */
  static boolean holds(Column column, Storage storage) {
    return PhysicalStorage.of(column).filter(form -> form == storage).isPresent();
  }
}
