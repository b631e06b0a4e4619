package io.columnveil.it;

import io.columnveil.cli.Main;
import io.columnveil.policy.PolicyLoader;
import io.columnveil.policy.model.Policy;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A shop whose equality keys are rotated while it is used, and its plaintext twin. Two policy files
 * lead to the same keyring, so that this process opens it twice, as two processes would.
 */
final class RotatedShop implements AutoCloseable {

  private final TestDatabase plain;
  private final TestDatabase veiled;
  private final Veil veil;
  private final List<Path> policies;

  private RotatedShop(TestDatabase plain, TestDatabase veiled, Veil veil, List<Path> policies) {
    this.plain = plain;
    this.veiled = veiled;
    this.veil = veil;
    this.policies = policies;
  }

  static RotatedShop create(Database kind) throws SQLException {
    TestDatabase plain = kind.create();
    TestDatabase veiled = kind.create();
    for (TestDatabase database : List.of(plain, veiled)) {
      database.createUser("alice");
      String script = database == plain ? "rotation/plain.sql" : "rotation/protected.sql";
      database.execute(SqlScript.statements(script));
      database.execute("GRANT ALL ON ${everything} TO alice");
    }
    Veil veil = Veil.fresh("rotation/policy.yaml");
    try {
      Path other = Files.copy(veil.policy(), veil.file("policy-2.yaml"));
      return new RotatedShop(plain, veiled, veil, List.of(veil.policy(), other));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  TestDatabase veiled() {
    return veiled;
  }

  Path policy() {
    return veil.policy();
  }

  Policy loadPolicy() {
    return PolicyLoader.load(veil.policy().toString(), System.getenv()).policy();
  }

  /** As the database folds it. */
  String name(String column) {
    return veiled.fold(column);
  }

  Path keyring() {
    return veil.file("shop.keyring");
  }

  /** Through one of two instances of the driver. */
  Connection connect(int instance) throws SQLException {
    return veiled.connect(policies.get(instance % policies.size()), "alice");
  }

  Connection connectPlain() throws SQLException {
    return plain.raw("alice");
  }

  /** The command line of a rotation. */
  List<String> command(String column) {
    String url =
        veiled.isPostgres() ? veiled.url() : veiled.url() + ";PASSWORD=" + veiled.password();
    return new ArrayList<>(
        List.of(
            "keys",
            "rotate",
            "--policy",
            veil.policy().toString(),
            "--url",
            url,
            "--user",
            veiled.admin(),
            "--equality",
            column,
            "--settle",
            "3",
            "--yes"));
  }

  /** Rotates, and gives what the command printed. */
  String rotate(String column, String... options) {
    List<String> arguments = command(column);
    arguments.addAll(List.of(options));
    StringWriter output = new StringWriter();
    PrintWriter writer = new PrintWriter(output, true);
    int exit = Main.run(writer, writer, false, arguments.toArray(String[]::new));
    return output + "exit " + exit;
  }

  @Override
  public void close() throws SQLException {
    try (plain) {
      veiled.close();
    }
  }
}
