package io.columnveil.jdbc;

/** Counts the moves of a result set's cursor, so that cells know when their value is old. */
final class RowCounter {

  private long moves;

  void moved() {
    moves++;
  }

  long current() {
    return moves;
  }
}
