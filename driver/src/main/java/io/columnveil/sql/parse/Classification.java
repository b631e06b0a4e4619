package io.columnveil.sql.parse;

import java.util.Set;

/**
 * What kind of statement a run of tokens is.
 *
 * @param kind the kind
 * @param traits what else matters
 * @param first its first token
 * @param end the token after its last, its semicolon not included
 * @param verb the token of its main verb, as of the INSERT after a WITH; for EXPLAIN and CURSOR
 *     queries the first token of the inner statement; {@code first} where there is none
 */
public record Classification(StatementKind kind, Set<Trait> traits, int first, int end, int verb) {

  public Classification {
    traits = Set.copyOf(traits);
  }

  /** Whether it has the trait. */
  public boolean has(Trait trait) {
    return traits.contains(trait);
  }

  /** Whether it is one of the statements that are parsed and bound. */
  public boolean isDml() {
    switch (kind) {
      case QUERY:
      case INSERT:
      case UPDATE:
      case DELETE:
      case MERGE:
        return true;
      default:
        return false;
    }
  }
}
