package io.columnveil.policy.model;

/**
 * A rotation of the key by which a column answers equality, as far as it has come. The column that
 * holds comparable values, which is its lookup column or for a deterministic column the column
 * itself, is called the first; a second one of the same form stands beside it for as long as the
 * rotation lasts.
 *
 * @param phase how far it has come
 * @param secondColumn the second column, which does not exist for applications
 * @param nextKey id of the key version that is brought in
 */
public record EqualityRotation(Phase phase, String secondColumn, int nextKey) {

  /**
   * What statements read and write. Processes notice a new phase one after another, so each phase
   * gives right answers beside the one before and the one after it; a further one is begun only
   * when all processes have noticed.
   */
  public enum Phase {
    /** The second column is named, so that it is hidden before it is there. */
    PREPARED(1, false, false, EqualityKey.CURRENT, EqualityKey.CURRENT),
    /** Writers fill both, each by its key; readers read the first. Old rows are filled in. */
    FILLING(2, true, false, EqualityKey.CURRENT, EqualityKey.CURRENT),
    /** Readers read the second, which is complete. */
    SWITCHED(3, true, true, EqualityKey.NEXT, EqualityKey.CURRENT),
    /** Nobody reads the first: it gets the values of the second. */
    RETURNING(4, true, true, EqualityKey.NEXT, EqualityKey.NEXT),
    /** Readers read the first again, which is complete under the next key. */
    RETURNED(5, true, false, EqualityKey.NEXT, EqualityKey.NEXT),
    /** Nobody reads or writes the second: it can be dropped. */
    DROPPING(6, false, false, EqualityKey.NEXT, EqualityKey.NEXT);

    private final int code;
    private final boolean writesSecond;
    private final boolean readsSecond;
    private final EqualityKey readKey;
    private final EqualityKey firstKey;

    Phase(
        int code,
        boolean writesSecond,
        boolean readsSecond,
        EqualityKey readKey,
        EqualityKey firstKey) {
      this.code = code;
      this.writesSecond = writesSecond;
      this.readsSecond = readsSecond;
      this.readKey = readKey;
      this.firstKey = firstKey;
    }

    /** What keyrings write for it; frozen. */
    public int code() {
      return code;
    }

    /** Whether writers also fill the second column, always by the next key. */
    public boolean writesSecond() {
      return writesSecond;
    }

    /** Whether readers compare by the second column. */
    public boolean readsSecond() {
      return readsSecond;
    }

    /** The key of operands, which is the key of the column that is read. */
    public EqualityKey readKey() {
      return readKey;
    }

    /** The key by which writers fill the first column. */
    public EqualityKey firstKey() {
      return firstKey;
    }
  }
}
