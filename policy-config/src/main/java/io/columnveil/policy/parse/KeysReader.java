package io.columnveil.policy.parse;

import io.columnveil.policy.model.KekProvider;
import io.columnveil.policy.model.KeySettings;
import io.columnveil.policy.parse.YamlScalar.Kind;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads the {@code keys:} section. */
final class KeysReader {

  private static final Duration ROTATE_EVERY = Duration.ofDays(365);
  private static final Duration CACHE_FOR = Duration.ofMinutes(5);
  private static final String KEYRING_FORM = "Write file:path or table:name";

  private final ReadContext context;
  private final Values values;
  private final Placeholders placeholders;
  private final WrappedByReader wrappedBy;
  private final Optional<Path> folder;

  KeysReader(ReadContext context, Placeholders placeholders, Optional<Path> folder) {
    this.context = context;
    this.values = new Values(context);
    this.placeholders = placeholders;
    this.wrappedBy = new WrappedByReader(context, placeholders, folder);
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
            .flatMap(wrappedBy::read);
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
    return new KeySettings("", wrappedBy.none(at), ROTATE_EVERY, CACHE_FOR, Optional.empty());
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

  private Optional<String> resolve(YamlScalar node) {
    return placeholders.resolve(node.value(), context.at(node), context.problems());
  }
}
