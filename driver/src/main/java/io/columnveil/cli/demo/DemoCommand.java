package io.columnveil.cli.demo;

import io.columnveil.cli.Console;
import io.columnveil.cli.ExitCode;
import io.columnveil.cli.KeyringInit;
import io.columnveil.cli.Screen;
import io.columnveil.policy.PolicyLoader;
import io.columnveil.policy.model.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The tour: everything in it goes through the driver, the keyring and H2 as in earnest. */
@Command(
    name = "demo",
    description = {
      "Show what Columnveil does, on an embedded H2 database.",
      "The tour has the same rows as they are stored, and as each role sees them."
    },
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {

  private static final int CUSTOMERS = 400;

  @Spec @Nullable CommandSpec command;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "Leave policy, keyring and database in this folder, to play on.")
  @Nullable Path keep;

  @Override
  public Integer call() throws IOException, SQLException {
    Screen screen = Console.of(command).out();
    if (keep != null) {
      DemoFolder folder = DemoFolder.create(keep);
      run(screen, folder, "file:" + folder.database());
      new Farewell(folder).print(screen);
      return ExitCode.DONE;
    }
    Path temporary = Files.createTempDirectory("columnveil-demo");
    try {
      DemoFolder folder = DemoFolder.create(temporary);
      run(screen, folder, "mem:" + temporary.getFileName());
    } finally {
      deleteFiles(temporary);
    }
    return ExitCode.DONE;
  }

  private static void run(Screen screen, DemoFolder folder, String location) throws SQLException {
    List<Customer> customers = new CustomerGenerator().generate(CUSTOMERS);
    Policy policy = PolicyLoader.load(folder.policy(), Map.of()).policy();
    try (DemoDatabase database = DemoDatabase.create(location, folder.policy());
        Connection twin = DemoDatabase.plainTwin(customers)) {
      KeyringInit.declaredNew(policy);
      database.fill(customers);
      new Tour(screen, database, policy, customers).show();
      try (Connection veiled = database.through(Person.ALICE.user())) {
        LookupTiming.measure(twin, veiled, customers).print(screen);
      }
    }
  }

  private static void deleteFiles(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
