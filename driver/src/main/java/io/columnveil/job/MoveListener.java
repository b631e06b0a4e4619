package io.columnveil.job;

/** Is told how far a {@link RowMover} is. */
@FunctionalInterface
public interface MoveListener {

  /** Listens to nothing. */
  MoveListener SILENT = (done, expected) -> {};

  /**
   * After each page.
   *
   * @param done rows looked at so far
   * @param expected rows that were due at the beginning; live writers may make it more or fewer
   */
  void at(long done, long expected);
}
