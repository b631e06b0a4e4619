package io.columnveil.sql.plan;

/** Why DDL that names a protected table is refused, in words for the user. */
enum DdlHarm {
  COPY(
      "the new table would hold ciphertext of '%s' in columns that the policy does not know",
      "Create the table first, name its columns in the policy with the same 'domain', and fill it"
          + " with INSERT ... SELECT"),
  QUERY(
      "the database would run a query of '%s' inside this DDL and keep what it finds",
      "Run the query from the application and write its result as a literal"),
  CODE(
      "this DDL would run '%s' on rows, and what that does with protected columns cannot be seen"
          + " from here",
      "Use functions that neither name nor are given a protected column, or run the DDL over a"
          + " connection without Columnveil as the table's owner"),
  PLAINTEXT(
      "a string in this DDL would reach the database in plaintext, and would equal no ciphertext of"
          + " '%s'",
      "Leave conditions on protected columns out of views, indexes, defaults and constraints"),
  PROTECTION(
      "this DDL could copy values of '%s' or take a column out of its protection",
      "Change the policy first, and run the DDL over a connection without Columnveil as the table's"
          + " owner");

  private final String message;
  private final String remedy;

  DdlHarm(String message, String remedy) {
    this.message = message;
    this.remedy = remedy;
  }

  /** What and why, for the protected relation that is named. */
  String message(String relation) {
    return message.formatted(relation);
  }

  /** What would work. */
  String remedy() {
    return remedy;
  }
}
