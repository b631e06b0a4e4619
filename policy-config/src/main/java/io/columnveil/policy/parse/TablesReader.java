package io.columnveil.policy.parse;

import io.columnveil.policy.model.ColumnRule;
import io.columnveil.policy.model.TableKind;
import io.columnveil.policy.model.TableName;
import io.columnveil.policy.model.TableRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the {@code tables:} section. */
final class TablesReader {

  private static final Map<String, TableKind> KINDS = new LinkedHashMap<>();

  static {
    KINDS.put("user", TableKind.USER);
    KINDS.put("event", TableKind.EVENT);
  }

  private final ReadContext context;
  private final Values values;
  private final NameReader names;
  private final ColumnReader columns;

  TablesReader(ReadContext context) {
    this.context = context;
    this.values = new Values(context);
    this.names = new NameReader(context);
    this.columns = new ColumnReader(context);
  }

  List<TableRule> read(YamlNode node) {
    List<TableRule> tables = new ArrayList<>();
    values
        .mapping(node, "'tables'")
        .ifPresent(
            mapping -> mapping.entries().forEach(entry -> table(entry).ifPresent(tables::add)));
    return tables;
  }

  private Optional<TableRule> table(YamlEntry entry) {
    Optional<TableName> name = names.table(entry.key());
    String owner = "table " + name.map(TableName::toString).orElse(Words.quote(entry.name()));
    Optional<YamlMapping> mapping = values.mapping(entry.value(), owner);
    List<ColumnRule> rules = new ArrayList<>();
    TableKind kind = TableKind.USER;
    boolean complete = false;
    if (mapping.isPresent()) {
      Entries entries = new Entries(context, mapping.get(), owner);
      kind =
          entries
              .optional("kind")
              .flatMap(n -> values.word(n, "'kind'", "kind", KINDS))
              .orElse(TableKind.USER);
      Optional<YamlMapping> columnEntries =
          entries
              .required("columns", entry.key(), "List its protected columns under 'columns'")
              .flatMap(n -> values.mapping(n, "'columns' of " + owner));
      entries.reserve("fields", "paths inside JSON");
      for (String key : List.of("type", "scheme", "lookup", "mask")) {
        entries.belongsElsewhere(key, "It belongs to a column, one level deeper under 'columns'");
      }
      entries.refuseOthers();
      if (columnEntries.isPresent() && columnEntries.get().entries().isEmpty()) {
        context.error(columnEntries.get(), owner + " has no columns", "List its protected columns");
      }
      complete = columnEntries.isPresent() && name.isPresent();
      String prefix = name.map(TableName::toString).orElse(entry.name());
      for (YamlEntry column : columnEntries.map(YamlMapping::entries).orElse(List.of())) {
        Optional<ColumnRule> rule = columns.read(column, prefix);
        complete &= rule.isPresent();
        rule.ifPresent(rules::add);
      }
    }
    if (name.isEmpty()) {
      return Optional.empty();
    }
    TableRule rule = new TableRule(name.get(), kind, rules, context.at(entry.key()));
    if (!complete) {
      context.positions().incomplete(rule);
    }
    return Optional.of(rule);
  }
}
