package io.columnveil.policy.model;

/** The SQL types that a protected column may have, as applications see it. */
public enum TypeName {
  CHAR,
  VARCHAR,
  TEXT,
  SMALLINT,
  INTEGER,
  BIGINT,
  NUMERIC,
  REAL,
  DOUBLE,
  BOOLEAN,
  DATE,
  TIME,
  TIMESTAMP,
  TIMESTAMPTZ,
  UUID,
  BYTEA,
  JSON
}
