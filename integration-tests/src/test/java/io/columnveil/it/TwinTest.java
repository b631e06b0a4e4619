package io.columnveil.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Every statement gives the same through the driver as on plaintext, or is refused. */
@ParameterizedClass
@EnumSource(Database.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwinTest {

  private final List<String> report = new ArrayList<>();
  private @Parameter Database database;
  private Twin twin;

  @BeforeParameterizedClassInvocation
  void create() throws SQLException {
    twin = Twin.create(database);
    // Made after the driver has connected: it must notice.
    twin.plain().execute("CREATE TABLE contacts_0 (id bigint)", "GRANT ALL ON contacts_0 TO alice");
    twin.veiled()
        .execute("CREATE TABLE contacts_0 (id bigint)", "GRANT ALL ON contacts_0 TO alice");
  }

  @AfterParameterizedClassInvocation
  void close() throws SQLException, IOException {
    Files.write(Path.of("target", "twin-" + database + ".txt"), report);
    twin.close();
  }

  @TestFactory
  Stream<DynamicTest> statements() {
    Stream<TwinStatement> own =
        database == Database.POSTGRESQL
            ? Stream.concat(
                TwinStatement.read("statements/shapes.txt").stream(),
                TwinStatement.read("statements/postgres.txt").stream())
            : TwinStatement.read("statements/h2.txt").stream();
    return Stream.concat(TwinStatement.read("statements/common.txt").stream(), own)
        .flatMap(
            statement ->
                Stream.of(StatementRun.values())
                    .filter(run -> run.suits(statement))
                    .map(run -> test(statement, run)));
  }

  private DynamicTest test(TwinStatement statement, StatementRun run) {
    return DynamicTest.dynamicTest(
        statement.name() + " " + run,
        () -> {
          Outcome outcome = twin.compare(statement, run);
          if (outcome instanceof Outcome.Refused refused) {
            report.add(
                "%-8s %s %s: %s"
                    .formatted(run, refused.state(), statement.name(), statement.sql()));
          }
        });
  }
}
