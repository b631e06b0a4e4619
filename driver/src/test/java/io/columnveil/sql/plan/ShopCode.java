package io.columnveil.sql.plan;

import io.columnveil.catalog.Backend;
import io.columnveil.catalog.Code;
import io.columnveil.catalog.QualifiedName;
import io.columnveil.catalog.RoutineDefinition;
import io.columnveil.catalog.RoutineDefinition.Output;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The code in the shop's database: what a catalog reader finds of {@code golden/postgres-code.sql}
 * and {@code golden/h2-code.sql}, which make the same in real databases. On H2 all code is opaque.
 */
final class ShopCode {

  private static final Set<String> HARMLESS =
      Set.of("with_tax", "tenfold", "unpointed", "count_up", "add_order");
  private static final Set<String> OPAQUE = Set.of("mystery", "run_text");

  /** Those that share their names, have no text of their own, or run by themselves. */
  private static final Set<String> NOT_LOOKED_INTO = Set.of("greet", "paired");

  private final Map<String, RoutineDefinition> definitions = new HashMap<>();

  private ShopCode() {
    function("phone_of", "text", "SELECT phone FROM users WHERE id = i");
    plpgsql(
        "mail_and_city",
        List.of(new Output("mail", "text"), new Output("town", "text")),
        "BEGIN SELECT u.email, u.city INTO mail, town FROM users u WHERE u.id = i; END");
    define(
        "phones_in",
        false,
        "sql",
        "SELECT id, phone FROM users WHERE city = town",
        List.of(new Output("nr", "int8"), new Output("tel", "text")),
        "record",
        Optional.empty());
    define(
        "all_users",
        false,
        "sql",
        "SELECT * FROM users",
        List.of(),
        "users",
        Optional.of(new QualifiedName("public", "users")));
    function("how_many", "int8", "SELECT count(*) FROM users WHERE phone = p");
    code("first_phone", "BEGIN PERFORM phone_of(2); RETURN phone_of(1); END", "text");
    code(
        "phone_moved",
        "BEGIN UPDATE users SET city = town WHERE id = i; RETURN phone_of(i); END",
        "text");
    procedure("move_user", "sql", "UPDATE users SET city = town WHERE id = i");
    procedure(
        "drop_user", "plpgsql", "BEGIN IF i > 2 THEN DELETE FROM users WHERE id = i; END IF; END");
    procedure("add_user", "sql", "INSERT INTO users (id, city) VALUES (i + 100, town)");
    procedure("add_voucher", "sql", "INSERT INTO vouchers (id) VALUES (i)");
    procedure("set_phone", "sql", "UPDATE users SET phone = p WHERE id = i");
    procedure("drop_phone", "sql", "DELETE FROM users WHERE phone = p");
    procedure(
        "copy_phone",
        "plpgsql",
        "DECLARE p text; BEGIN SELECT phone INTO p FROM users WHERE id = i;"
            + " INSERT INTO contacts (id, note) VALUES (i + 100, p); END");
    define(
        "find_mail",
        true,
        "plpgsql",
        "BEGIN SELECT email INTO mail FROM users WHERE id = i; END",
        List.of(new Output("mail", "text")),
        "record",
        Optional.empty());
    function("by_default", "text", "SELECT p");
    function("typed", "text", "SELECT 'typed'");
    code("variable", "DECLARE v looked_up; BEGIN v := 'x'; RETURN 'typed'; END", "text");
    function("pair", "text", "SELECT phone FROM users WHERE id = 1");
    code("is_user", "BEGIN RAISE EXCEPTION '%', (SELECT phone FROM users); END", "bool");
    function("unboxed", "text", "SELECT phone FROM users WHERE id = 1");
    code(
        "take_mail",
        "BEGIN UPDATE users SET email = NEW.mail WHERE id = NEW.id; RETURN NEW; END",
        "trigger");
  }

  private void function(String name, String returns, String body) {
    define(name, false, "sql", body, List.of(), returns, Optional.empty());
  }

  private void code(String name, String body, String returns) {
    define(name, false, "plpgsql", body, List.of(), returns, Optional.empty());
  }

  private void plpgsql(String name, List<Output> outputs, String body) {
    define(name, false, "plpgsql", body, outputs, "record", Optional.empty());
  }

  private void procedure(String name, String language, String body) {
    define(name, true, language, body, List.of(), "void", Optional.empty());
  }

  private void define(
      String name,
      boolean procedure,
      String language,
      String body,
      List<Output> outputs,
      String returns,
      Optional<QualifiedName> rowOf) {
    definitions.put(
        name,
        new RoutineDefinition(
            new QualifiedName("public", name),
            procedure,
            signature(name),
            language,
            body,
            outputs,
            returns,
            rowOf,
            Optional.empty()));
  }

  /** Only what matters of it: defaults and types that run code. */
  private static String signature(String name) {
    return switch (name) {
      case "by_default" -> "text p text DEFAULT public.phone_of((1)::bigint)";
      case "typed" -> "text t public.looked_up";
      default -> "";
    };
  }

  /** What is known of it. */
  static Code of(Backend backend) {
    if (backend == Backend.H2) {
      Set<String> opaque = Set.of("MYSTERY", "INBOX_TAKEN");
      return new Code(Set.of(), opaque, opaque, opaque, Set.of(), Set.of("LOOKED_UP"), Map.of());
    }
    ShopCode code = new ShopCode();
    Set<String> reaching = new HashSet<>(code.definitions.keySet());
    reaching.addAll(NOT_LOOKED_INTO);
    reaching.addAll(OPAQUE);
    Set<String> all = new HashSet<>(reaching);
    all.addAll(HARMLESS);
    return new Code(
        Set.of(),
        all,
        OPAQUE,
        reaching,
        Set.of("<~>"),
        Set.of("looked_up", "boxed"),
        code.definitions);
  }

  /** The bare names of the closure that it brings, tables included. */
  static Set<String> names(Backend backend) {
    Code code = of(backend);
    Set<String> names = new HashSet<>(code.reaching());
    names.addAll(code.operators());
    names.addAll(code.types());
    tables(backend).forEach(table -> names.add(table.name()));
    if (backend == Backend.POSTGRESQL) {
      names.add("coded");
    }
    return names;
  }

  /** Tables whose triggers, rules, defaults or policies run it. */
  static Set<QualifiedName> tables(Backend backend) {
    return backend == Backend.H2
        ? Set.of(new QualifiedName("PUBLIC", "INBOX"), new QualifiedName("PUBLIC", "DEFAULTED"))
        : Set.of(
            new QualifiedName("public", "inbox"),
            new QualifiedName("public", "outbox"),
            new QualifiedName("public", "defaulted"),
            new QualifiedName("public", "policied"));
  }

  /** Those of them that run it when they are read. */
  static Set<QualifiedName> tablesThatReachWhenUsed(Backend backend) {
    return backend == Backend.H2 ? Set.of() : Set.of(new QualifiedName("public", "policied"));
  }
}
