package io.columnveil.sql.bind;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A query whose names are bound. Derived tables ask it to carry lookup companions as additional
 * columns; what was asked for is an edit of its select list, or of those of its branches.
 */
public final class BoundQuery {

  private static final String EXPORT_PREFIX = "columnveil$";

  private final List<Output> outputs;
  private final boolean complete;
  private final OptionalInt lastItemToken;
  private final OptionalInt lastNameToken;
  private final Map<Integer, String> exports = new LinkedHashMap<>();
  private final Map<FormKey, String> forms = new LinkedHashMap<>();
  private final GroupedOutputs grouped;
  private final Set<Integer> asked = new HashSet<>();
  private List<BoundQuery> branches = List.of();
  private List<BoundQuery> parts = List.of();
  private List<Use> usesAsWhole = List.of();
  private boolean takenApart;
  private boolean ordered;
  private @Nullable BoundQuery whole;
  private Names names = Names.OWN;
  private String madeUp = "";

  /** Who names the columns. */
  private enum Names {
    /** The query. */
    OWN,
    /** A list of names, one for each column. */
    LISTED,
    /** A list of names that are fewer than the columns. */
    FEWER
  }

  private record FormKey(int output, ListedForm form) {}

  /**
   * A further column of listed values.
   *
   * @param output which one they are beside
   * @param form what they are encoded to
   * @param name of the further column
   */
  public record Further(Output.Listed output, ListedForm form, String name) {}

  /**
   * A query.
   *
   * @param outputs its result columns
   * @param complete whether these are all columns; false where a {@code *} over something unknown
   *     hides how many there are
   * @param lastItemToken the last token of its select list, if a column can be added there
   */
  BoundQuery(List<Output> outputs, boolean complete, OptionalInt lastItemToken) {
    this(outputs, complete, lastItemToken, OptionalInt.empty());
  }

  private BoundQuery(
      List<Output> outputs,
      boolean complete,
      OptionalInt lastItemToken,
      OptionalInt lastNameToken) {
    this.outputs = List.copyOf(outputs);
    this.complete = complete;
    this.lastItemToken = lastItemToken;
    this.lastNameToken = lastNameToken;
    this.grouped = new GroupedOutputs(this.outputs);
  }

  /**
   * The same query under a list of column names, which has to grow with its columns.
   *
   * @param names names of its first columns
   * @param lastName the last token of the list, if its place is known
   */
  BoundQuery renamed(List<String> names, OptionalInt lastName) {
    List<Output> renamed = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      renamed.add(i < names.size() ? outputs.get(i).named(names.get(i)) : outputs.get(i));
    }
    // A list that names fewer columns than there are would name the companion by another's name.
    boolean canGrow = complete && names.size() == outputs.size() && lastName.isPresent();
    BoundQuery query =
        new BoundQuery(
            renamed,
            complete,
            canGrow ? lastItemToken : OptionalInt.empty(),
            canGrow ? lastName : OptionalInt.empty());
    query.branches = canGrow ? branches : List.of();
    query.names = canGrow ? Names.LISTED : Names.FEWER;
    return query;
  }

  /** The same query whose rows are compared, or seen by itself. */
  BoundQuery withoutLists() {
    BoundQuery query =
        new BoundQuery(
            outputs.stream().map(Output::withoutList).toList(),
            complete,
            lastItemToken,
            lastNameToken);
    query.branches = branches;
    return query;
  }

  /** Says that the rows are those of other queries, one after another. */
  BoundQuery ofBranches(List<BoundQuery> queries) {
    List<BoundQuery> all = new ArrayList<>();
    queries.forEach(query -> all.addAll(query.branches()));
    branches = List.copyOf(all);
    parts = List.copyOf(queries);
    ordered = queries.stream().anyMatch(query -> query.ordered && !query.branches.isEmpty());
    return this;
  }

  /** Says what its rows need if they are not taken apart into those of its branches. */
  BoundQuery usedAsWhole(List<Use> uses) {
    usesAsWhole = List.copyOf(uses);
    return this;
  }

  /** The rows of each branch are taken as if it were alone. */
  void takeApart() {
    takenApart = true;
    parts.forEach(BoundQuery::takeApart);
  }

  List<Use> usesAsWhole() {
    return takenApart ? List.of() : usesAsWhole;
  }

  /** Its rows come in an order. */
  void order() {
    ordered = true;
  }

  /** Whether rows of several branches come in one order, which ciphertext does not keep. */
  boolean ordersBranches() {
    return ordered && branches.size() > 1;
  }

  /** The queries whose rows are put one after another; itself if it is no UNION ALL. */
  List<BoundQuery> branches() {
    return branches.isEmpty() ? List.of(this) : branches;
  }

  public List<Output> outputs() {
    return outputs;
  }

  public boolean isComplete() {
    return complete;
  }

  boolean hasProtectedOutputs() {
    return outputs.stream().anyMatch(o -> !(o.lineage() instanceof Lineage.Plain));
  }

  /** Which of its outputs are also keys of its GROUP BY. */
  public GroupedOutputs grouped() {
    return grouped;
  }

  /** Whether a name may be one that was made up here, which no statement may know. */
  static boolean isMadeName(String name) {
    return name.regionMatches(true, 0, EXPORT_PREFIX, 0, EXPORT_PREFIX.length());
  }

  /** Makes the lookup companion of an output a further column and gives that column's name. */
  Optional<String> exportCompanion(int output) {
    if (whole != null) {
      return whole.exportCompanion(output);
    }
    String name = EXPORT_PREFIX + (output + 1);
    if (!asked.add(output)) {
      return Optional.of(name); // a recursive query asks itself
    }
    boolean possible = canExport(output);
    asked.remove(output);
    return possible ? Optional.of(export(output, name)) : Optional.empty();
  }

  /** Says that it is a recursive query as its own branches see it. */
  void standFor(BoundQuery query) {
    whole = query;
  }

  private String export(int output, String name) {
    String known = exports.putIfAbsent(output, name);
    branches.forEach(branch -> branch.export(output, name));
    return known == null ? name : known;
  }

  private boolean canExport(int output) {
    if (!branches.isEmpty()) {
      return branches.stream().allMatch(b -> b.canExport(output) || b.canExportNull(output));
    }
    return lastItemToken.isPresent()
        && outputs.get(output).operand().flatMap(StoredOperand::companion).isPresent();
  }

  private boolean canExportNull(int output) {
    return lastItemToken.isPresent() && outputs.get(output).isNull();
  }

  /**
   * Says that no part of the query names its columns, so that the database makes names up.
   *
   * @param prefix of the names, before their numbers
   */
  BoundQuery withMadeUpNames(String prefix) {
    madeUp = prefix;
    return this;
  }

  String madeUpNames() {
    return madeUp;
  }

  /**
   * The name of the column that gives an output's listed values in a form: the output itself, or a
   * further column, which it gets by asking.
   */
  Optional<String> exportForm(int index, ListedForm form) {
    Output output = outputs.get(index);
    if (output.listed().isEmpty()) {
      return Optional.empty();
    }
    Output.Listed listed = output.listed().get();
    if (listed.column().inPlace().filter(form::equals).isPresent()) {
      return output.name().isEmpty() ? Optional.empty() : Optional.of(output.name());
    }
    FormKey key = new FormKey(index, form);
    String known = forms.get(key);
    if (known != null) {
      return Optional.of(known);
    }
    boolean reached =
        listed.reference().isEmpty()
            || lastItemToken.isPresent() && listed.reference().get().text(form).isPresent();
    if (!reached || names == Names.FEWER) {
      return Optional.empty();
    }
    String name =
        names == Names.OWN && !madeUp.isEmpty()
            ? madeUp + (outputs.size() + forms.size() + 1)
            : EXPORT_PREFIX + "form" + (forms.size() + 1);
    forms.put(key, name);
    return Optional.of(name);
  }

  /** The further columns of listed values that were asked for. */
  public List<Further> furtherForms() {
    List<Further> further = new ArrayList<>();
    forms.forEach(
        (key, name) ->
            further.add(
                new Further(outputs.get(key.output()).listed().orElseThrow(), key.form(), name)));
    return further;
  }

  /** Whether a name is one that the database would make up for a further column. */
  boolean makesUp(String name) {
    if (madeUp.isEmpty() || !name.startsWith(madeUp)) {
      return false;
    }
    String number = name.substring(madeUp.length());
    return number.matches("[1-9][0-9]{0,8}") && Integer.parseInt(number) > outputs.size();
  }

  /** What to write so that the query gives lookup tokens instead of the values of an output. */
  Optional<Substitution> outputCompanion(int output) {
    return lastItemToken.isEmpty()
        ? Optional.empty()
        : outputs.get(output).operand().flatMap(StoredOperand::companion);
  }

  /** Whether a companion was asked for. */
  public boolean hasExports() {
    return whole != null ? whole.hasExports() : !exports.isEmpty() || !forms.isEmpty();
  }

  /** Text to add after {@link #lastItemToken()}: the companions that were asked for. */
  public String exportText() {
    StringBuilder text = new StringBuilder();
    exports.forEach(
        (output, name) ->
            text.append(", ")
                .append(
                    outputs
                        .get(output)
                        .operand()
                        .flatMap(StoredOperand::companion)
                        .map(Substitution::text)
                        .orElse("NULL"))
                .append(" AS ")
                .append(Source.quote(name)));
    return text.toString();
  }

  /** Text to add after {@link #lastNameToken()}: names for the same companions. */
  public String exportNames() {
    StringBuilder text = new StringBuilder();
    exports.values().forEach(name -> text.append(", ").append(Source.quote(name)));
    return text.toString();
  }

  /** The last token of the list that names the columns; empty if there is none. */
  public OptionalInt lastNameToken() {
    return lastNameToken;
  }

  /** The last token of the select list; empty where nothing can be added. */
  public OptionalInt lastItemToken() {
    return lastItemToken;
  }
}
