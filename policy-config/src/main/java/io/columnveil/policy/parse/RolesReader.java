package io.columnveil.policy.parse;

import io.columnveil.policy.model.GrantTarget;
import io.columnveil.policy.model.RoleRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the {@code roles:} section. */
final class RolesReader {

  private static final Pattern NAME = Pattern.compile("[^\\x00-\\x1f\\x7f]{1,200}");

  private final ReadContext context;
  private final Values values;
  private final NameReader names;

  RolesReader(ReadContext context) {
    this.context = context;
    this.values = new Values(context);
    this.names = new NameReader(context);
  }

  List<RoleRule> read(YamlNode node) {
    List<RoleRule> roles = new ArrayList<>();
    values
        .mapping(node, "'roles'")
        .ifPresent(
            mapping -> mapping.entries().forEach(entry -> role(entry).ifPresent(roles::add)));
    return roles;
  }

  private Optional<RoleRule> role(YamlEntry entry) {
    if (!NAME.matcher(entry.name()).matches() || Placeholders.hasReference(entry.name())) {
      context.error(
          entry.key(),
          "the role's name is not well formed",
          "Write at most 200 characters, without control characters and references");
      return Optional.empty();
    }
    int problemsBefore = context.problems().count();
    String owner = "role " + Words.quote(entry.name());
    Optional<YamlMapping> mapping = values.mapping(entry.value(), owner);
    if (mapping.isEmpty()) {
      return Optional.empty();
    }
    Entries entries = new Entries(context, mapping.get(), owner);
    RoleRule rule =
        new RoleRule(
            entry.name(),
            holders(entries, "databaseUsers"),
            holders(entries, "databaseRoles"),
            entries
                .optional("administer")
                .flatMap(n -> values.flag(n, "'administer'"))
                .orElse(false),
            grants(entries, "decrypt"),
            grants(entries, "unmask"),
            grants(entries, "search"),
            context.at(entry.key()));
    entries.refuseOthers();
    if (context.problems().count() > problemsBefore) {
      context.positions().incomplete(rule);
    }
    return Optional.of(rule);
  }

  private List<String> holders(Entries entries, String key) {
    return entries
        .optional(key)
        .map(n -> values.texts(n, "'" + key + "'").stream().map(YamlScalar::value).toList())
        .orElse(List.of());
  }

  private List<GrantTarget> grants(Entries entries, String key) {
    return entries
        .optional(key)
        .map(
            n ->
                values.texts(n, "'" + key + "'").stream()
                    .flatMap(t -> names.grant(t).stream())
                    .toList())
        .orElse(List.of());
  }
}
