package io.columnveil.policy.model;

/** How names of the policy are compared with names of a catalog. */
public enum NameMatching {

  /** Letter by letter: for PostgreSQL, where {@code users} in the policy is {@code users}. */
  AS_SPELLED,

  /**
   * For a catalog that folds unquoted names to upper case (H2), so that one policy serves both: a
   * name that the catalog spells alike is that one and no other; a name that it does not know in
   * this spelling matches whatever differs from it in case only. A pattern matches regardless of
   * case, since missing a column is worse than protecting one more. A name that the policy quotes
   * has to be spelled alike.
   */
  FOLDED_TO_UPPER
}
