package io.columnveil.policy.parse;

import io.columnveil.issue.Problems;
import io.columnveil.issue.Source;
import io.columnveil.policy.model.KeySettings;
import io.columnveil.policy.model.Policy;
import io.columnveil.policy.model.PolicyDraft;
import io.columnveil.policy.model.Positions;
import io.columnveil.policy.model.RoleRule;
import io.columnveil.policy.model.TableRule;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the text of a policy. Stateless between calls, so any thread may use it. */
public final class PolicyReader {

  /** Longest text that is read, in chars: some ten thousand columns. */
  public static final int MAX_LENGTH = 1 << 20;

  private static final String VERSION = "1";

  private final Map<String, String> environment;
  private final Optional<Path> folder;

  /**
   * A reader.
   *
   * @param environment what {@code ${NAME}} reads
   * @param folder the policy's folder, absolute; empty for a policy that is not a file
   */
  public PolicyReader(Map<String, String> environment, Optional<Path> folder) {
    this.environment = environment;
    this.folder = folder;
  }

  /**
   * Reads a text. Everything that is wrong with its form is reported.
   *
   * @return what could be read, for checks that look at several entries; empty if that is nothing
   */
  public Optional<PolicyDraft> read(Source raw, Problems problems) {
    if (raw.text().length() > MAX_LENGTH) {
      problems.error(
          new Source(raw.name(), "").at(0),
          "the policy is longer than " + MAX_LENGTH + " characters",
          "Use patterns for tables and columns");
      return Optional.empty();
    }
    // A byte order mark is no part of the text, so it is no part of its positions either.
    String text = raw.text().startsWith("\uFEFF") ? raw.text().substring(1) : raw.text();
    YamlDocument document = YamlReader.read(text);
    Source source =
        new Source(
            raw.name(),
            document
                .root()
                .map(r -> Redaction.of(text, r))
                .orElseGet(() -> Redaction.ofUnreadable(text)));
    document
        .problems()
        .forEach(p -> problems.error(source.at(p.offset()), p.message(), p.remedy()));
    if (document.root().isEmpty() && document.problems().isEmpty()
        || document.root().filter(PolicyReader::isNothing).isPresent()) {
      problems.error(
          source.at(0), "the policy is empty", "Write at least version, keys and tables");
      return Optional.empty();
    }
    ReadContext context = new ReadContext(source, problems, new Positions.Builder());
    return document.root().flatMap(root -> draft(root, context));
  }

  private static boolean isNothing(YamlNode root) {
    return root instanceof YamlScalar scalar
        && (scalar.kind() == YamlScalar.Kind.NOTHING || scalar.kind() == YamlScalar.Kind.NULL);
  }

  private Optional<PolicyDraft> draft(YamlNode root, ReadContext context) {
    Optional<YamlMapping> mapping = new Values(context).mapping(root, "the policy");
    return mapping.map(
        m -> {
          Policy policy = policy(m, context);
          return new PolicyDraft(policy, context.positions().build());
        });
  }

  private Policy policy(YamlMapping root, ReadContext context) {
    Entries entries = new Entries(context, root, "the policy");
    entries
        .required("version", root, "Begin the policy with version: 1")
        .ifPresent(n -> version(n, context));
    KeysReader keysReader = new KeysReader(context, new Placeholders(environment, folder), folder);
    KeySettings keys =
        entries
            .required("keys", root, "Add the keys section: keyring and wrappedBy")
            .map(keysReader::read)
            .orElseGet(() -> keysReader.nothing(root));
    Optional<YamlNode> tablesNode =
        entries.required("tables", root, "List the protected columns under tables");
    List<TableRule> tables =
        tablesNode.map(n -> new TablesReader(context).read(n)).orElse(List.of());
    List<RoleRule> roles =
        entries.optional("roles").map(n -> new RolesReader(context).read(n)).orElse(List.of());
    entries.belongsElsewhere("keyring", "It belongs under keys");
    entries.belongsElsewhere("wrappedBy", "It belongs under keys");
    entries.refuseOthers();
    Policy policy = new Policy(context.source(), keys, tables, roles);
    boolean allNamed =
        tablesNode
            .filter(n -> n instanceof YamlMapping all && all.entries().size() == tables.size())
            .isPresent();
    if (!allNamed) {
      context.positions().incomplete(policy);
    }
    return policy;
  }

  private static void version(YamlNode node, ReadContext context) {
    boolean known =
        node instanceof YamlScalar scalar
            && scalar.kind() == YamlScalar.Kind.INTEGER
            && scalar.value().equals(VERSION);
    if (!known && !(node instanceof YamlHole)) {
      context.error(node, "'version' is not 1", "Write version: 1");
    }
  }
}
