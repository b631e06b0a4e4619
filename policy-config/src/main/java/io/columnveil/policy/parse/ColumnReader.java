package io.columnveil.policy.parse;

import io.columnveil.issue.Location;
import io.columnveil.policy.model.ColumnRule;
import io.columnveil.policy.model.Denied;
import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.Lookup;
import io.columnveil.policy.model.Mask;
import io.columnveil.policy.model.NamePattern;
import io.columnveil.policy.model.Normalization;
import io.columnveil.policy.model.Scheme;
import io.columnveil.policy.model.Storage;
import io.columnveil.policy.model.TypeName;
import io.columnveil.policy.parse.YamlScalar.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one entry under {@code columns:}. */
final class ColumnReader {

  private enum SchemeWord {
    RANDOMIZED,
    DETERMINISTIC
  }

  private static final Map<String, SchemeWord> SCHEMES =
      inOrder("randomized", SchemeWord.RANDOMIZED, "deterministic", SchemeWord.DETERMINISTIC);
  private static final Map<String, Normalization> NORMALIZATIONS =
      inOrder("trim", Normalization.TRIM, "lowercase", Normalization.LOWERCASE);
  private static final Map<String, Storage> STORAGES =
      inOrder("text", Storage.TEXT, "binary", Storage.BINARY);
  private static final Map<String, Denied> DENIED =
      inOrder("ciphertext", Denied.CIPHERTEXT, "null", Denied.NULL, "error", Denied.ERROR);

  /** More would be no mask. */
  private static final int MAX_KEPT = 1000;

  private final ReadContext context;
  private final Values values;
  private final NameReader names;
  private final SqlTypeReader types;

  ColumnReader(ReadContext context) {
    this.context = context;
    this.values = new Values(context);
    this.names = new NameReader(context);
    this.types = new SqlTypeReader(context);
  }

  /** The rule, marked as incomplete if it could not be read in full; nothing if it has no name. */
  Optional<ColumnRule> read(YamlEntry entry, String table) {
    return names.column(entry.key(), "column name").map(name -> read(name, entry, table));
  }

  private ColumnRule read(NamePattern name, YamlEntry entry, String table) {
    String owner = "column " + table + "." + name;
    Location location = context.at(entry.key());
    Optional<YamlMapping> mapping = values.mapping(entry.value(), owner);
    if (mapping.isEmpty()) {
      ColumnRule rule = unknown(name, location);
      context.positions().incomplete(rule);
      return rule;
    }
    Entries entries = new Entries(context, mapping.get(), owner);
    Optional<LogicalType> type =
        entries
            .required("type", entry.key(), "Add the SQL type, for example type: varchar(320)")
            .flatMap(n -> values.plainText(n, "'type'"))
            .flatMap(types::read);
    Optional<SchemeWord> schemeWord =
        entries
            .required(
                "scheme",
                entry.key(),
                "Add scheme: randomized, or scheme: deterministic for search")
            .flatMap(n -> values.word(n, "'scheme'", "scheme", SCHEMES));
    Optional<YamlNode> lookupNode = entries.optional("lookup");
    Optional<Lookup> lookup = lookupNode.flatMap(n -> lookup(n, owner));
    if (schemeWord.equals(Optional.of(SchemeWord.DETERMINISTIC)) && lookupNode.isPresent()) {
      context.error(
          lookupNode.get(),
          owner + " is deterministic and has a lookup column",
          "Leave the lookup out: deterministic ciphertext answers equality itself");
    }
    Scheme scheme =
        schemeWord.equals(Optional.of(SchemeWord.DETERMINISTIC))
            ? new Scheme.Deterministic()
            : new Scheme.Randomized(lookup);
    Map<String, Location> places = entries.places();
    lookupNode.ifPresent(n -> places.putAll(lookupPlaces(n)));
    ColumnRule rule =
        new ColumnRule(
            name,
            type.orElse(LogicalType.of(TypeName.TEXT)),
            scheme,
            entries.optional("domain").flatMap(n -> domain(n)),
            entries.optional("mask").flatMap(n -> mask(n, owner)),
            entries.optional("denied").flatMap(this::denied).orElse(Denied.CIPHERTEXT),
            entries
                .optional("storage")
                .flatMap(n -> values.word(n, "'storage'", "storage", STORAGES)),
            entries.optional("storedIn").flatMap(n -> companion(n, "'storedIn'")),
            entries
                .optional("searchOldPlaintext")
                .flatMap(n -> values.flag(n, "'searchOldPlaintext'"))
                .orElse(false),
            location);
    entries.reserve("fields", "paths inside JSON");
    entries.belongsElsewhere(
        "normalize", "It belongs under lookup: { column: ..., normalize: [...] }");
    entries.belongsElsewhere("keepFirst", "It belongs under mask: { keepFirst: 1 }");
    entries.belongsElsewhere("keepLast", "It belongs under mask: { keepLast: 4 }");
    entries.belongsElsewhere("kind", "It belongs to the table, beside columns");
    entries.refuseOthers();
    context.positions().put(rule, places);
    if (type.isEmpty() || schemeWord.isEmpty() || lookup.isEmpty() && lookupNode.isPresent()) {
      context.positions().incomplete(rule);
    }
    return rule;
  }

  private static ColumnRule unknown(NamePattern name, Location location) {
    return new ColumnRule(
        name,
        LogicalType.of(TypeName.TEXT),
        new Scheme.Randomized(Optional.empty()),
        Optional.empty(),
        Optional.empty(),
        Denied.CIPHERTEXT,
        Optional.empty(),
        Optional.empty(),
        false,
        location);
  }

  private Optional<Lookup> lookup(YamlNode node, String owner) {
    Optional<YamlMapping> mapping = values.mapping(node, "'lookup'");
    if (mapping.isEmpty()) {
      return Optional.empty();
    }
    Entries entries = new Entries(context, mapping.get(), "the lookup of " + owner);
    Optional<String> column =
        entries
            .required("column", mapping.get(), "Name the companion column: column: email_lookup")
            .flatMap(n -> companion(n, "'column' of the lookup"));
    List<Normalization> normalize = new ArrayList<>();
    entries.optional("normalize").ifPresent(n -> normalize.addAll(normalize(n)));
    entries.reserve("kind", "prefix and order lookups");
    entries.refuseOthers();
    return column.map(c -> new Lookup(c, normalize));
  }

  private List<Normalization> normalize(YamlNode node) {
    List<Normalization> steps = new ArrayList<>();
    for (YamlNode item :
        values.list(node, "'normalize'").map(YamlSequence::items).orElse(List.of())) {
      Optional<Normalization> step =
          values.word(item, "an item of 'normalize'", "normalization", NORMALIZATIONS);
      if (step.isPresent() && steps.contains(step.get())) {
        context.error(item, "the normalization is listed twice", "Leave one of them out");
      } else {
        step.ifPresent(steps::add);
      }
    }
    return steps;
  }

  private Map<String, Location> lookupPlaces(YamlNode node) {
    Map<String, Location> places = new HashMap<>();
    if (node instanceof YamlMapping mapping) {
      mapping.entries().forEach(e -> places.put("lookup." + e.name(), context.at(e.value())));
    }
    return places;
  }

  private Optional<String> companion(YamlNode node, String what) {
    Optional<YamlScalar> text = values.plainText(node, what);
    Optional<NamePattern> name = text.flatMap(t -> names.column(t, "column name"));
    if (name.isPresent() && name.get().quoted() && name.get().text().indexOf('*') >= 0) {
      context.error(node, what + " holds a '*' in quotes", "Choose a name without '*'");
      return Optional.empty();
    }
    return name.map(NamePattern::text);
  }

  private Optional<String> domain(YamlNode node) {
    Optional<YamlScalar> text = values.plainText(node, "'domain'");
    if (text.isPresent() && !text.get().value().matches("[^\\x00-\\x1f\\x7f]{1,200}")) {
      context.error(
          node,
          "the domain's name is not well formed",
          "Write at most 200 characters without control characters");
      return Optional.empty();
    }
    return text.map(YamlScalar::value);
  }

  private Optional<Mask> mask(YamlNode node, String owner) {
    Optional<YamlMapping> mapping = values.mapping(node, "'mask'");
    if (mapping.isEmpty()) {
      return Optional.empty();
    }
    Entries entries = new Entries(context, mapping.get(), "the mask of " + owner);
    Optional<YamlNode> first = entries.optional("keepFirst");
    Optional<YamlNode> last = entries.optional("keepLast");
    entries.refuseOthers();
    if (mapping.get().entries().isEmpty()) {
      context.error(
          node, "the mask says nothing", "Write what is kept: { keepFirst: 0, keepLast: 4 }");
    }
    int keepFirst = first.flatMap(n -> values.count(n, "'keepFirst'", MAX_KEPT)).orElse(0);
    int keepLast = last.flatMap(n -> values.count(n, "'keepLast'", MAX_KEPT)).orElse(0);
    return Optional.of(new Mask(keepFirst, keepLast));
  }

  private Optional<Denied> denied(YamlNode node) {
    // YAML reads the word null as a null; an empty value is more likely a slip.
    if (node instanceof YamlScalar scalar && scalar.kind() == Kind.NULL) {
      return Optional.of(Denied.NULL);
    }
    return values.word(node, "'denied'", "value of 'denied':", DENIED);
  }

  private static <T> Map<String, T> inOrder(String k1, T v1, String k2, T v2) {
    Map<String, T> map = new LinkedHashMap<>();
    map.put(k1, v1);
    map.put(k2, v2);
    return map;
  }

  private static <T> Map<String, T> inOrder(String k1, T v1, String k2, T v2, String k3, T v3) {
    Map<String, T> map = inOrder(k1, v1, k2, v2);
    map.put(k3, v3);
    return map;
  }
}
