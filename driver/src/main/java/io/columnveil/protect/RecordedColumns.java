package io.columnveil.protect;

import io.columnveil.keys.ColumnRecord;
import io.columnveil.policy.model.ColumnId;
import io.columnveil.policy.model.NameMatching;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The keyring's records by real column. Records that were made without asking a database are
 * spelled as in the policy, with an empty schema where the policy leaves it to the database.
 */
public final class RecordedColumns {

  private final Map<ColumnId, ColumnRecord> byId = new HashMap<>();
  private final Map<ColumnId, ColumnRecord> byFoldedId = new HashMap<>();
  private final NameMatching matching;
  private final String defaultSchema;

  /**
   * Indexes the records.
   *
   * @param matching how names of the policy are compared with real ones
   * @param defaultSchema the schema that an empty one stands for
   */
  public RecordedColumns(
      Collection<ColumnRecord> records, NameMatching matching, String defaultSchema) {
    this.matching = matching;
    this.defaultSchema = defaultSchema;
    for (ColumnRecord record : records) {
      byId.put(record.id(), record);
      byFoldedId.put(folded(record.id()), record);
    }
  }

  Collection<ColumnRecord> all() {
    return byId.values();
  }

  /** The record of a real column. One of exactly its name comes first. */
  public Optional<ColumnRecord> of(ColumnId real) {
    ColumnRecord exact = byId.get(real);
    return Optional.ofNullable(exact != null ? exact : byFoldedId.get(folded(real)));
  }

  /** A recorded name with its schema. */
  public ColumnId withSchema(ColumnId recorded) {
    return recorded.schema().isEmpty()
        ? new ColumnId(defaultSchema, recorded.table(), recorded.column())
        : recorded;
  }

  /** Whether two names are the same to the database. */
  public boolean areSame(String recorded, String real) {
    return fold(recorded).equals(fold(real));
  }

  private ColumnId folded(ColumnId id) {
    ColumnId full = withSchema(id);
    return new ColumnId(fold(full.schema()), fold(full.table()), fold(full.column()));
  }

  private String fold(String name) {
    return matching == NameMatching.FOLDED_TO_UPPER ? name.toUpperCase(Locale.ENGLISH) : name;
  }
}
