package io.columnveil.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.columnveil.keys.Keyring;
import io.columnveil.keys.KeyringAccess;
import io.columnveil.policy.PolicyLoader;
import io.columnveil.store.KeyringMarks;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The high-water mark of a file keyring, raised by several commands at once. */
@ParameterizedClass
@EnumSource(Database.class)
class KeyringMarkTest {

  private static final int COMMANDS = 8;

  private @Parameter Database kind;

  @Test
  void commandsThatMakeItAtOnceAllRaiseIt() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(COMMANDS);
    try (People people = People.create(kind.create());
        KeyringAccess access =
            KeyringAccess.of(
                PolicyLoader.load(people.veil().policy().toString(), System.getenv())
                    .policy()
                    .keys());
        Keyring keyring = access.open()) {
      // Races have luck in them: several rounds.
      for (int round = 0; round < 5; round++) {
        people.database().execute("DROP TABLE IF EXISTS columnveil_keyring_mark");
        CyclicBarrier together = new CyclicBarrier(COMMANDS);
        List<Future<?>> commands = new ArrayList<>();
        for (int i = 0; i < COMMANDS; i++) {
          commands.add(
              threads.submit(
                  () -> {
                    try (Connection connection = people.database().raw()) {
                      together.await();
                      KeyringMarks.raise(connection, keyring);
                    }
                    return null;
                  }));
        }
        for (Future<?> command : commands) {
          command.get();
        }
        try (Connection connection = people.database().raw()) {
          assertThat(KeyringMarks.read(connection).byKeyring())
              .containsExactly(Map.entry(keyring.id(), keyring.counter()));
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
