package io.columnveil.issue;

/**
 * Every kind of problem that a user can be told of, with its SQLSTATE. Each has a section in {@code
 * driver/docs/errors.md}. {@code V} marks our own codes; the class of exception follows from the
 * kind.
 */
public enum ErrorCode {
  SYNTAX("42601", Kind.SYNTAX),
  AMBIGUOUS_COLUMN("42702", Kind.SYNTAX),
  UNKNOWN_COLUMN("42703", Kind.SYNTAX),
  UNKNOWN_TABLE("42V01", Kind.SYNTAX),
  NO_GRANT("42501", Kind.AUTHORIZATION),
  /** The scheme of the column cannot answer this operation: a range, LIKE, a function. */
  OPERATION_NOT_POSSIBLE("0AV01", Kind.FEATURE),
  /**
   * A statement form that the engine does not understand and that could touch a protected table.
   */
  STATEMENT_NOT_UNDERSTOOD("0AV02", Kind.FEATURE),
  /** Not before the column's old rows are encrypted. */
  COLUMN_STILL_MIXED("0AV03", Kind.FEATURE),
  /** Code or text whose effect on protected tables cannot be known: DO, CALL, dynamic SQL. */
  OPAQUE_CODE("0AV04", Kind.FEATURE),
  /** A setting that changes how SQL is read or who is asking in a way that cannot be followed. */
  SETTING_REFUSED("0AV05", Kind.FEATURE),
  /** The value is computed in the database, so it cannot be encrypted before it gets there. */
  VALUE_NOT_ENCRYPTABLE("0AV06", Kind.FEATURE),
  /** A JDBC operation that would pass by encryption: updatable rows, raw objects. */
  JDBC_OPERATION_REFUSED("0AV07", Kind.FEATURE),
  /** A table in which a recorded column may go on under a name that the policy does not know. */
  TABLE_WITHHELD("0AV08", Kind.FEATURE),
  /**
   * A stored value is rejected: tampered, moved from another column, plaintext where none may be.
   */
  STORED_VALUE_REJECTED("22V01", Kind.DATA),
  /** A written value does not fit the column. */
  WRITTEN_VALUE_REJECTED("22V02", Kind.DATA),
  KEY_UNAVAILABLE("55V01", Kind.PERMANENT),
  KEY_SERVICE_UNREACHABLE("58V01", Kind.TRANSIENT),
  /** Policy or keyring invalid, not loadable or in conflict: only from connect. */
  POLICY_INVALID("08V01", Kind.CONNECTION),
  RESULT_MASKED("01V01", Kind.WARNING),
  INTERNAL("XXV00", Kind.INTERNAL);

  /** Which JDBC exception class tells of it. */
  public enum Kind {
    SYNTAX,
    AUTHORIZATION,
    FEATURE,
    DATA,
    PERMANENT,
    TRANSIENT,
    CONNECTION,
    WARNING,
    INTERNAL
  }

  private final String sqlState;
  private final Kind kind;

  ErrorCode(String sqlState, Kind kind) {
    this.sqlState = sqlState;
    this.kind = kind;
  }

  /** Five characters. */
  public String sqlState() {
    return sqlState;
  }

  public Kind kind() {
    return kind;
  }
}
