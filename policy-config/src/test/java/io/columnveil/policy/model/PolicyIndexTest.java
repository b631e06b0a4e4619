package io.columnveil.policy.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.columnveil.issue.IssueException;
import io.columnveil.issue.Source;
import io.columnveil.policy.PolicyLoader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PolicyIndexTest {

  private static final String HEAD =
      """
      version: 1
      keys: { keyring: "table:k", wrappedBy: none }
      tables:
      """;

  @Test
  void bareNameIsOfTheDefaultSchemaOnly() {
    PolicyIndex index =
        spelled("  users: { columns: { email: { type: text, scheme: randomized } } }");
    assertThat(index.ruleFor("public", "users", "email")).isPresent();
    assertThat(index.ruleFor("crm", "users", "email")).isEmpty();
    assertThat(index.ruleFor("public", "USERS", "email")).isEmpty();
    assertThat(index.coversTable("public", "users")).isTrue();
    assertThat(index.coversTable("public", "user")).isFalse();
  }

  @Test
  void mostSpecificEntryWins() {
    PolicyIndex index =
        spelled(
            """
              "*.*": { columns: { email: { type: text, scheme: randomized, domain: "1" } } }
              "*.us*": { columns: { email: { type: text, scheme: randomized, domain: "2" } } }
              "*.users": { columns: { email: { type: text, scheme: randomized, domain: "3" } } }
              "cr*.users": { columns: { email: { type: text, scheme: randomized, domain: "4" } } }
              users: { columns: { email: { type: text, scheme: randomized, domain: "5" } } }
              crm.users: { columns: { email: { type: text, scheme: randomized, domain: "6" } } }
              "crm.*": { columns: { email: { type: text, scheme: randomized, domain: "7" } } }
            """);
    assertThat(domain(index, "crm", "users", "email")).isEqualTo("6");
    assertThat(domain(index, "public", "users", "email")).isEqualTo("5");
    assertThat(domain(index, "crx", "users", "email")).isEqualTo("4");
    assertThat(domain(index, "x", "users", "email")).isEqualTo("3");
    assertThat(domain(index, "x", "usher", "email")).isEqualTo("2");
    assertThat(domain(index, "crm", "usher", "email")).isEqualTo("7");
    assertThat(domain(index, "x", "y", "email")).isEqualTo("1");
  }

  @Test
  void exactColumnWinsOverPatternAndLongerPatternOverShorter() {
    PolicyIndex index =
        spelled(
            """
              users:
                columns:
                  "*": { type: text, scheme: randomized, domain: "1" }
                  "*_email": { type: text, scheme: randomized, domain: "2" }
                  work_email: { type: text, scheme: randomized, domain: "3" }
            """);
    assertThat(domain(index, "public", "users", "x")).isEqualTo("1");
    assertThat(domain(index, "public", "users", "home_email")).isEqualTo("2");
    assertThat(domain(index, "public", "users", "work_email")).isEqualTo("3");
  }

  @Test
  void entryOfTableAddsToPatterns() {
    PolicyIndex index =
        spelled(
            """
              "*.*": { columns: { "*_email": { type: text, scheme: randomized } } }
              users: { columns: { phone: { type: text, scheme: randomized } } }
            """);
    assertThat(index.ruleFor("public", "users", "home_email")).isPresent();
    assertThat(index.ruleFor("public", "users", "phone")).isPresent();
    assertThat(index.ruleFor("public", "users", "name")).isEmpty();
  }

  @Test
  void companionsAreNotProtectedAlthoughPatternsCoverThem() {
    PolicyIndex index =
        spelled(
            """
              "*.*": { columns: { "*email*": { type: text, scheme: randomized } } }
              users:
                columns:
                  email: { type: text, scheme: randomized, lookup: { column: email_lookup } }
                  birth: { type: date, scheme: randomized, storedIn: birth_email }
            """);
    assertThat(index.ruleFor("public", "users", "email_lookup")).isEmpty();
    assertThat(index.ruleFor("public", "users", "birth_email")).isEmpty();
    assertThat(index.isCompanion(new ColumnId("public", "users", "email_lookup"))).isTrue();
    assertThat(index.ruleFor("public", "orders", "email_lookup")).isPresent();
  }

  @Test
  void companionOfAnEntryThatDoesNotHoldIsNoCompanion() {
    PolicyIndex index =
        spelled(
            """
              "*.*":
                columns:
                  email: { type: text, scheme: randomized, lookup: { column: email_lookup } }
                  "email_*": { type: text, scheme: randomized }
              users: { columns: { email: { type: text, scheme: deterministic } } }
            """,
            "public.users.email",
            "public.other.name");
    assertThat(index.ruleFor("public", "users", "email_lookup")).isPresent();
    assertThat(index.ruleFor("public", "other", "email_lookup")).isPresent();
    assertThat(index.ruleFor("crm", "users", "email_lookup")).isEmpty();
  }

  @Test
  void refusesCompanionThatAnotherEntryProtects() {
    PolicyIndex index =
        folded(
            """
              "*.users": { columns: { Token: { type: text, scheme: randomized } } }
              users: { columns: { a: { type: text, scheme: randomized, storedIn: token } } }
            """);
    assertThatThrownBy(() -> index.ruleFor("PUBLIC", "USERS", "TOKEN"))
        .isInstanceOf(IssueException.class)
        .hasMessageContaining("PUBLIC.USERS.TOKEN is also the companion of PUBLIC.USERS.A");
    assertThat(index.ruleFor("CRM", "USERS", "TOKEN")).isPresent();
  }

  @Test
  void refusesCompanionOfTwoColumns() {
    PolicyIndex index =
        spelled(
            """
              "*.users": { columns: { b: { type: text, scheme: randomized, storedIn: c } } }
              users: { columns: { a: { type: text, scheme: randomized, storedIn: c } } }
            """);
    assertThatThrownBy(() -> index.ruleFor("public", "users", "a"))
        .isInstanceOf(IssueException.class)
        .hasMessageContaining("c is the companion of both");
    assertThat(index.ruleFor("crm", "users", "b")).isPresent();
  }

  @Test
  void patternNamesCompanionOfEachColumn() {
    PolicyIndex index =
        spelled(
            """
              "*.*":
                columns:
                  "*_email":
                    { type: text, scheme: randomized, lookup: { column: "*_email_token" } }
                  "x*": { type: date, scheme: randomized, storedIn: "y*" }
            """,
            "public.users.home_email",
            "public.users.home_email_token",
            "public.users.lone_email_token");
    ColumnRule rule = index.ruleFor("public", "users", "home_email").orElseThrow().column();
    assertThat(rule.scheme().companion()).map(Lookup::column).contains("home_email_token");
    assertThat(index.isCompanion(new ColumnId("public", "users", "home_email_token"))).isTrue();
    assertThat(index.isCompanion(new ColumnId("public", "users", "lone_email_token"))).isFalse();
    assertThat(index.ruleFor("public", "t", "xa").orElseThrow().column().storedIn()).contains("ya");
  }

  @Test
  void foldedCatalogMatchesRegardlessOfCase() {
    PolicyIndex index =
        folded(
            """
              users:
                columns:
                  email: { type: text, scheme: randomized, lookup: { column: email_lookup } }
                  "*_note": { type: text, scheme: randomized, storedIn: "*_note_stored" }
            """,
            "PUBLIC.USERS.EMAIL",
            "PUBLIC.USERS.EMAIL_LOOKUP",
            "PUBLIC.USERS.FIRST_NOTE");
    ColumnRule email = index.ruleFor("PUBLIC", "USERS", "EMAIL").orElseThrow().column();
    assertThat(email.scheme().companion()).map(Lookup::column).contains("EMAIL_LOOKUP");
    assertThat(index.ruleFor("PUBLIC", "USERS", "EMAIL_LOOKUP")).isEmpty();
    ColumnRule note = index.ruleFor("PUBLIC", "USERS", "FIRST_NOTE").orElseThrow().column();
    assertThat(note.storedIn()).contains("FIRST_NOTE_STORED");
    assertThat(index.isCompanion(new ColumnId("PUBLIC", "USERS", "FIRST_NOTE_STORED"))).isTrue();
  }

  @Test
  void spellingOfTheCatalogWinsOverFolding() {
    PolicyIndex index =
        folded(
            """
              users: { columns: { email: { type: text, scheme: randomized } } }
              '"Odd"': { columns: { "*": { type: text, scheme: randomized } } }
            """,
            "PUBLIC.users.email",
            "PUBLIC.users.EMAIL",
            "PUBLIC.USERS.EMAIL",
            "PUBLIC.ODD.X",
            "PUBLIC.Odd.X");
    assertThat(index.ruleFor("PUBLIC", "users", "email")).isPresent();
    assertThat(index.ruleFor("PUBLIC", "users", "EMAIL")).isEmpty();
    assertThat(index.ruleFor("PUBLIC", "USERS", "EMAIL")).isEmpty();
    assertThat(index.ruleFor("PUBLIC", "Odd", "X")).isPresent();
    assertThat(index.ruleFor("PUBLIC", "ODD", "X")).isEmpty();
  }

  @Test
  void grantsAreMatchedAsRulesAre() {
    PolicyIndex index =
        folded("  users: { columns: { email: { type: text, scheme: randomized } } }");
    ColumnId email = new ColumnId("PUBLIC", "USERS", "EMAIL");
    assertThat(index.covers(grant(Optional.empty(), "users", "email"), email)).isTrue();
    assertThat(index.covers(grant(Optional.empty(), "users", "*"), email)).isTrue();
    assertThat(index.covers(grant(Optional.of("crm"), "users", "email"), email)).isFalse();
    assertThat(index.covers(grant(Optional.of("*"), "users", "phone"), email)).isFalse();
    GrantTarget all =
        new GrantTarget(Optional.empty(), new NamePattern("*"), new Source("p", "").at(0));
    assertThat(index.covers(all, email)).isTrue();
  }

  private static GrantTarget grant(Optional<String> schema, String table, String column) {
    TableName name = new TableName(schema.map(NamePattern::new), new NamePattern(table));
    return new GrantTarget(Optional.of(name), new NamePattern(column), new Source("p", "").at(0));
  }

  private static String domain(PolicyIndex index, String schema, String table, String column) {
    return index.ruleFor(schema, table, column).orElseThrow().column().domain().orElseThrow();
  }

  private static PolicyIndex spelled(String tables, String... columns) {
    return index(tables, "public", NameMatching.AS_SPELLED, columns);
  }

  private static PolicyIndex folded(String tables, String... columns) {
    return index(tables, "PUBLIC", NameMatching.FOLDED_TO_UPPER, columns);
  }

  private static PolicyIndex index(
      String tables, String defaultSchema, NameMatching matching, String... columns) {
    Policy policy =
        PolicyLoader.load(new Source("p.yaml", HEAD + tables), Optional.empty(), Map.of()).policy();
    List<ColumnId> catalog =
        Stream.of(columns)
            .map(c -> c.split("\\."))
            .map(c -> new ColumnId(c[0], c[1], c[2]))
            .toList();
    return new PolicyIndex(policy, defaultSchema, matching, catalog);
  }
}
