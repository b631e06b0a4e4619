package io.columnveil.it;

import java.util.List;

/**
 * Makes random statements over the clinic, each with what its author knows from the schemes alone:
 * whether it can be answered.
 */
final class StatementGenerator {

  private final Database database;

  StatementGenerator(Database database) {
    this.database = database;
  }

  /** The statement that some decisions lead to. */
  RandomStatement make(Choices choices) {
    Draft draft = new Draft(database, choices);
    RandomQuery queries = new RandomQuery(draft);
    if (choices.below(3) == 2) {
      return draft.statement(TwinStatement.Kind.CHANGE, new RandomChange(draft, queries).make());
    }
    String sql = queries.make();
    return draft.statement(
        draft.has("LIMIT") ? TwinStatement.Kind.ORDERED_QUERY : TwinStatement.Kind.QUERY, sql);
  }

  RandomStatement make(List<Integer> choices) {
    return make(Choices.replay(choices));
  }
}
