package io.columnveil.policy.parse;

import io.columnveil.issue.NearestWord;
import io.columnveil.policy.model.KekProvider;
import io.columnveil.policy.parse.YamlScalar.Kind;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads {@code wrappedBy}: a provider of key encryption keys and its settings. What is quoted of
 * settings is their names, and of unknown ones not even that: a slip of the pen makes a secret a
 * name.
 */
final class WrappedByReader {

  private static final Pattern PROVIDER = Pattern.compile("[a-z][a-z0-9-]*");

  private final ReadContext context;
  private final Values values;
  private final Placeholders placeholders;
  private final Optional<Path> folder;

  WrappedByReader(ReadContext context, Placeholders placeholders, Optional<Path> folder) {
    this.context = context;
    this.values = new Values(context);
    this.placeholders = placeholders;
    this.folder = folder;
  }

  Optional<KekProvider> read(YamlNode node) {
    if (node instanceof YamlScalar word && word.kind() == Kind.TEXT) {
      if (word.value().equals(KekProvider.NONE)) {
        return Optional.of(none(node));
      }
      context.error(
          node,
          "'wrappedBy' is a single word other than none",
          "Write 'provider: name' and its settings below wrappedBy, or wrappedBy: none");
      return Optional.empty();
    }
    return values.mapping(node, "'wrappedBy'").flatMap(this::provider);
  }

  /** No access to keys. */
  KekProvider none(YamlNode at) {
    return new KekProvider(KekProvider.NONE, Map.of(), folder, context.at(at));
  }

  private Optional<KekProvider> provider(YamlMapping mapping) {
    Entries entries = new Entries(context, mapping, "'wrappedBy'");
    Optional<YamlScalar> provider =
        entries
            .required(
                "provider",
                mapping,
                "Write one of passphrase, file, pkcs11, hadoop-kms, vault-transit, aws-kms, none, "
                    + "or a provider of your own")
            .flatMap(n -> values.text(n, "'provider'"));
    if (provider.isPresent() && !PROVIDER.matcher(provider.get().value()).matches()) {
      context.error(
          provider.get(),
          "the provider's name is not well formed",
          "Write lower-case letters, digits and '-'");
      return Optional.empty();
    }
    Optional<KnownProvider> known = provider.flatMap(p -> KnownProvider.named(p.value()));
    Map<String, String> settings = settings(mapping, known);
    known.ifPresent(k -> check(mapping, k));
    return provider.map(p -> new KekProvider(p.value(), settings, folder, context.at(mapping)));
  }

  private Map<String, String> settings(YamlMapping mapping, Optional<KnownProvider> known) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (YamlEntry entry : mapping.entries()) {
      if (entry.name().equals("provider")) {
        continue;
      }
      if (known.isPresent() && !known.get().settings().contains(entry.name())) {
        List<String> names = known.get().settings();
        context.error(
            entry.key(),
            "the " + known.get().name() + " provider has no such setting",
            NearestWord.remedy(entry.name(), names, "Known here: " + String.join(", ", names)));
      } else {
        setting(entry).ifPresent(v -> settings.put(entry.name(), v));
      }
    }
    return settings;
  }

  private Optional<String> setting(YamlEntry entry) {
    YamlNode node = entry.value();
    boolean single =
        node instanceof YamlScalar scalar
            && scalar.kind() != Kind.NULL
            && scalar.kind() != Kind.NOTHING;
    if (!single) {
      if (!(node instanceof YamlHole)) {
        context.error(
            node,
            "a setting of the key provider must be a text, a number, true or false",
            "Write 'name: value'; lists and mappings are not read here");
      }
      return Optional.empty();
    }
    YamlScalar scalar = (YamlScalar) node;
    return placeholders.resolve(scalar.value(), context.at(scalar), context.problems());
  }

  private void check(YamlMapping mapping, KnownProvider known) {
    Entries entries = new Entries(context, mapping, "the " + known.name() + " provider");
    for (String name : known.required()) {
      entries.required(name, mapping, remedyOfMissing(name)).ifPresent(n -> check(name, n));
    }
    List<String> chosen =
        known.choice().stream().filter(name -> entries.optional(name).isPresent()).toList();
    if (!known.choice().isEmpty() && chosen.size() != 1) {
      context.error(
          mapping,
          "the "
              + known.name()
              + " provider has "
              + (chosen.isEmpty() ? "none" : "more than one")
              + " of the settings "
              + String.join(", ", known.choice()),
          "Write exactly one of them");
    }
    for (List<String> names : List.of(known.choice(), known.optional())) {
      names.forEach(name -> entries.optional(name).ifPresent(n -> check(name, n)));
    }
  }

  private static String remedyOfMissing(String name) {
    return KnownProvider.isSecret(name)
        ? "Write " + name + ": ${NAME} and set NAME in the environment"
        : "Add it below wrappedBy";
  }

  private void check(String name, YamlNode node) {
    if (!(node instanceof YamlScalar scalar)) {
      return; // reported as no setting
    }
    if (scalar.kind() == Kind.TEXT && scalar.value().isBlank()) {
      context.error(
          scalar,
          "the " + name + " is empty",
          KnownProvider.isSecret(name) ? "Write " + name + ": ${NAME}" : "Give it a value");
    } else if (KnownProvider.isSecret(name)
        && scalar.kind() != Kind.NOTHING
        && !Placeholders.hasReference(scalar.value())) {
      context
          .problems()
          .warning(
              context.at(scalar),
              "the " + name + " stands in the policy file itself",
              "Write ${NAME} and set NAME in the environment, or ${file:/path}");
    }
  }
}
