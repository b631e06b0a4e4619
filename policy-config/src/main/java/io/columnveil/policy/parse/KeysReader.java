package io.columnveil.policy.parse;

import io.columnveil.issue.NearestWord;
import io.columnveil.policy.model.KekProvider;
import io.columnveil.policy.model.KeySettings;
import io.columnveil.policy.parse.YamlScalar.Kind;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the {@code keys:} section. */
final class KeysReader {

  private static final Duration ROTATE_EVERY = Duration.ofDays(365);
  private static final Duration CACHE_FOR = Duration.ofMinutes(5);
  private static final Pattern PROVIDER = Pattern.compile("[a-z][a-z0-9-]*");
  private static final String KEYRING_FORM = "Write file:path or table:name";

  private final ReadContext context;
  private final Values values;
  private final Placeholders placeholders;
  private final Optional<Path> folder;

  KeysReader(ReadContext context, Placeholders placeholders, Optional<Path> folder) {
    this.context = context;
    this.values = new Values(context);
    this.placeholders = placeholders;
    this.folder = folder;
  }

  /** The settings; what is wrong has been reported and is replaced by something harmless. */
  KeySettings read(YamlNode node) {
    Optional<YamlMapping> mapping = values.mapping(node, "'keys'");
    if (mapping.isEmpty()) {
      return nothing(node);
    }
    Entries entries = new Entries(context, mapping.get(), "'keys'");
    Optional<String> keyring =
        entries
            .required("keyring", mapping.get(), KEYRING_FORM)
            .flatMap(n -> values.text(n, "'keyring'"))
            .flatMap(this::keyring);
    Optional<KekProvider> provider =
        entries
            .required(
                "wrappedBy",
                mapping.get(),
                "Name the provider of the key encryption key, or write wrappedBy: none")
            .flatMap(this::wrappedBy);
    DurationReader durations = new DurationReader(context);
    Duration rotateEvery =
        entries
            .optional("rotateEvery")
            .flatMap(n -> durations.read(n, "'rotateEvery'"))
            .orElse(ROTATE_EVERY);
    Duration cacheFor =
        entries
            .optional("cacheFor")
            .flatMap(n -> durations.read(n, "'cacheFor'"))
            .orElse(CACHE_FOR);
    Optional<String> jceProvider =
        entries
            .optional("provider")
            .flatMap(n -> values.text(n, "'provider'"))
            .flatMap(this::resolve);
    for (String setting : List.of("passphrase", "path")) {
      entries.belongsElsewhere(setting, "It belongs under wrappedBy");
    }
    entries.refuseOthers();
    KeySettings none = nothing(node);
    return new KeySettings(
        keyring.orElse(none.keyring()),
        provider.orElse(none.wrappedBy()),
        rotateEvery,
        cacheFor,
        jceProvider);
  }

  /** Key settings of a policy that has none, which is an error reported elsewhere. */
  KeySettings nothing(YamlNode at) {
    KekProvider none = new KekProvider(KekProvider.NONE, Map.of(), folder, context.at(at));
    return new KeySettings("", none, ROTATE_EVERY, CACHE_FOR, Optional.empty());
  }

  private Optional<String> keyring(YamlScalar node) {
    Optional<String> resolved = resolve(node);
    if (resolved.isEmpty()) {
      return resolved;
    }
    String location = resolved.get();
    if (location.startsWith("table:")) {
      String table = location.substring("table:".length());
      YamlScalar name = new YamlScalar(table, Kind.TEXT, node.begin(), node.end());
      return new NameReader(context).table(name).map(n -> location);
    }
    if (!location.startsWith("file:") || location.equals("file:")) {
      context.error(node, "'keyring' names neither a file nor a table", KEYRING_FORM);
      return Optional.empty();
    }
    try {
      Path path = FileLocation.path(location);
      if (!path.isAbsolute() && folder.isEmpty()) {
        context.error(
            node,
            "the keyring has a relative path, but the policy is not in a folder",
            "Write an absolute path");
        return Optional.empty();
      }
      return Optional.of("file:" + folder.map(f -> f.resolve(path)).orElse(path).normalize());
    } catch (InvalidPathException e) {
      context.error(node, "the keyring's location is not a path", KEYRING_FORM);
      return Optional.empty();
    }
  }

  private Optional<KekProvider> wrappedBy(YamlNode node) {
    if (node instanceof YamlScalar word && word.kind() == Kind.TEXT) {
      if (word.value().equals(KekProvider.NONE)) {
        return Optional.of(new KekProvider(KekProvider.NONE, Map.of(), folder, context.at(node)));
      }
      context.error(
          node,
          "'wrappedBy' is a single word other than none",
          "Write 'provider: name' and its settings below wrappedBy, or wrappedBy: none");
      return Optional.empty();
    }
    return values.mapping(node, "'wrappedBy'").flatMap(this::provider);
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
    Map<String, String> settings =
        settings(mapping, provider.isPresent() && isPassphrase(provider.get()));
    if (provider.isPresent() && isPassphrase(provider.get())) {
      checkPassphrase(mapping);
    }
    return provider.map(p -> new KekProvider(p.value(), settings, folder, context.at(mapping)));
  }

  private static boolean isPassphrase(YamlScalar provider) {
    return provider.value().equals("passphrase");
  }

  private Map<String, String> settings(YamlMapping mapping, boolean passphrase) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (YamlEntry entry : mapping.entries()) {
      if (entry.name().equals("provider")) {
        continue;
      }
      if (passphrase && !entry.name().equals("passphrase")) {
        // The name is not repeated: a slip of the pen makes a secret a key.
        context.error(
            entry.key(),
            "the passphrase provider has no such setting",
            NearestWord.remedy(entry.name(), List.of("passphrase"), "Known here: passphrase"));
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
    return resolve((YamlScalar) node);
  }

  private void checkPassphrase(YamlMapping mapping) {
    Entries entries = new Entries(context, mapping, "the passphrase provider");
    Optional<YamlNode> passphrase =
        entries.required(
            "passphrase", mapping, "Write passphrase: ${NAME} and set NAME in the environment");
    if (passphrase.isPresent() && passphrase.get() instanceof YamlScalar scalar) {
      if (scalar.kind() == Kind.TEXT && scalar.value().isBlank()) {
        context.error(scalar, "the passphrase is empty", "Write passphrase: ${NAME}");
      } else if (scalar.kind() != Kind.NOTHING && !Placeholders.hasReference(scalar.value())) {
        context
            .problems()
            .warning(
                context.at(scalar),
                "the passphrase stands in the policy file itself",
                "Write ${NAME} and set NAME in the environment, or ${file:/path}");
      }
    }
  }

  private Optional<String> resolve(YamlScalar node) {
    return placeholders.resolve(node.value(), context.at(node), context.problems());
  }
}
