package io.columnveil.sql.check;

import io.columnveil.policy.model.Lookup;
import io.columnveil.policy.model.Normalization;
import io.columnveil.policy.model.ProtectedColumn;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What to write instead of an operation that a protected column cannot answer: by what the
 * operation is for, with the column's name and the entry that the policy lacks.
 */
final class Advice {

  private static final Set<String> ORDERING =
      Set.of("'<'", "'>'", "'<='", "'>='", "BETWEEN", "ORDER BY", "function min", "function max");
  private static final Set<String> MATCHING =
      Set.of("LIKE", "ILIKE", "SIMILAR TO", "REGEXP", "'~'", "'~*'", "'!~'", "'!~*'");
  private static final Set<String> LETTER_CASE =
      Set.of("function lower", "function upper", "function lcase", "function ucase");
  private static final Set<String> BLANKS =
      Set.of("function trim", "function btrim", "function ltrim", "function rtrim");

  private Advice() {}

  /** What would work instead of an operation, as a binder names it. */
  static String insteadOf(String named, ProtectedColumn column) {
    String name = column.shortName();
    // H2 folds the names of functions to upper case.
    String operation = named.startsWith("function ") ? named.toLowerCase(Locale.ROOT) : named;
    if (ORDERING.contains(operation)) {
      return "Ciphertext has no order: choose the rows by other columns, and compare or sort "
          + name
          + " in the application";
    }
    if (MATCHING.contains(operation)) {
      return "Choose the rows by other columns and match "
          + name
          + " in the application; "
          + wholeValue(column);
    }
    if (BLANKS.contains(operation) && mayNormalize(column, Normalization.TRIM)) {
      return "To find it without blanks around it, add 'normalize: [trim]' to its lookup in the"
          + " policy and compare "
          + name
          + " itself with '='; to show it so, do that in the application";
    }
    if (LETTER_CASE.contains(operation) && ignoresLetterCase(column)) {
      return "Compare "
          + name
          + " itself, which its lookup finds in any letter case, or call the same function on both"
          + " sides; to show it so, do that in the application";
    }
    if (LETTER_CASE.contains(operation) && mayNormalize(column, Normalization.LOWERCASE)) {
      return "To find it in any letter case, add 'normalize: [lowercase]' to its lookup in the policy"
          + " and compare "
          + name
          + " itself with '='; to show it so, do that in the application";
    }
    if (operation.equals("a comparison with an array of strings without a type")) {
      return "Write the type with one of them, ARRAY['..'::"
          + column.type()
          + ", '..'], or "
          + column.id().column()
          + " IN ('..', '..')";
    }
    if (operation.startsWith("a comparison with an array that")) {
      return "Write ARRAY[..] of single values, or set the whole array as a parameter: "
          + column.id().column()
          + " = ANY(?)";
    }
    if (operation.startsWith("a comparison with")) {
      return column.scheme().answersEquality()
          ? "Compare "
              + name
              + " with a parameter, a literal or a column of its domain, and compute anything else in"
              + " the application: "
              + column.id().column()
              + " = ?"
          : search(column);
    }
    if (operation.startsWith("a value that is compared")) {
      return "Write the value once for each of the columns: a = ? OR b = ?";
    }
    if (operation.startsWith("a join with")) {
      return "Name the other column in the policy too, with the domain of "
          + name
          + ", or join in the application";
    }
    if (operation.startsWith("a set operation with") || operation.equals("CASE")) {
      return "Select " + name + " in a column of its own, apart from values that are not encrypted";
    }
    if (operation.startsWith("storing it")) {
      return "Name the target column in the policy too, with the domain of " + name;
    }
    return "Select " + name + " as it is and do this in the application; " + wholeValue(column);
  }

  /** How a column that cannot be searched becomes one that can. */
  static String search(ProtectedColumn column) {
    return "To search it, add 'lookup: { column: "
        + lookupName(column)
        + " }' to "
        + column.shortName()
        + " in the policy, or use 'scheme: deterministic'";
  }

  private static String wholeValue(ProtectedColumn column) {
    return column.scheme().answersEquality()
        ? "a whole value is found by '=' or IN"
        : "to find whole values by '=', add 'lookup: { column: "
            + lookupName(column)
            + " }' to it in the policy";
  }

  /** In the column's own letter case. */
  private static String lookupName(ProtectedColumn column) {
    String name = column.id().column();
    return name.equals(name.toUpperCase(Locale.ROOT)) ? name + "_LOOKUP" : name + "_lookup";
  }

  private static boolean ignoresLetterCase(ProtectedColumn column) {
    return column.lookup().isPresent() && !mayNormalize(column, Normalization.LOWERCASE);
  }

  private static boolean mayNormalize(ProtectedColumn column, Normalization step) {
    Optional<List<Normalization>> normalize = column.lookup().map(Lookup::normalize);
    return normalize.filter(steps -> !steps.contains(step)).isPresent();
  }
}
