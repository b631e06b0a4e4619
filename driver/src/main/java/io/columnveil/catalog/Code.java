package io.columnveil.catalog;

import java.util.Map;
import java.util.Set;

/**
 * What is known of code in a database: functions and procedures, and the operators and types that
 * run them without a call that could be seen. Names are bare, folded as the catalog holds them.
 *
 * @param builtIn names of the functions that every database of this kind has; empty where they are
 *     not known, so that no name can be called unknown
 * @param routines names of all functions and procedures that are not built in
 * @param opaque those of them whose body is unknown or builds SQL at run time
 * @param reaching those of them that reach a protected table or may do so, opaque ones included
 * @param operators operators whose function does
 * @param types types that cannot be cast to, or from, without running a function that does
 * @param definitions those of the reaching ones that can be looked into and share their names with
 *     no other
 */
public record Code(
    Set<String> builtIn,
    Set<String> routines,
    Set<String> opaque,
    Set<String> reaching,
    Set<String> operators,
    Set<String> types,
    Map<String, RoutineDefinition> definitions) {

  public Code {
    builtIn = Set.copyOf(builtIn);
    routines = Set.copyOf(routines);
    opaque = Set.copyOf(opaque);
    reaching = Set.copyOf(reaching);
    operators = Set.copyOf(operators);
    types = Set.copyOf(types);
    definitions = Map.copyOf(definitions);
  }

  /** Functions alone, of which the opaque ones reach. */
  static Code ofFunctions(Set<String> routines, Set<String> opaque) {
    return new Code(Set.of(), routines, opaque, opaque, Set.of(), Set.of(), Map.of());
  }

  /** Whether neither the database brings a function of that name nor anybody has made one. */
  boolean isUnknown(String name) {
    return !builtIn.isEmpty() && !builtIn.contains(name) && !routines.contains(name);
  }
}
