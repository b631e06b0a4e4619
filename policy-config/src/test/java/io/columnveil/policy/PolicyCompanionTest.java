package io.columnveil.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCompanionTest {

  private static final int WRITERS = 8;
  private static final int CHANGES = 25;

  @TempDir Path folder;

  @Test
  void noChangeIsLostToAnother() throws Exception {
    String policy = folder.resolve("policy.yaml").toString();
    Callable<Void> writer =
        () -> {
          for (int change = 0; change < CHANGES; change++) {
            PolicyCompanion.update(
                policy,
                ".mark",
                present -> String.valueOf(present.map(Integer::parseInt).orElse(0) + 1));
          }
          return null;
        };
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    try {
      List<Callable<Void>> all = IntStream.range(0, WRITERS).mapToObj(i -> writer).toList();
      for (Future<Void> done : writers.invokeAll(all)) {
        done.get();
      }
    } finally {
      writers.shutdown();
    }
    assertThat(PolicyCompanion.read(policy, ".mark")).contains(String.valueOf(WRITERS * CHANGES));
    assertThat(folder.resolve("policy.yaml.mark.new")).doesNotExist();
  }
}
