package io.columnveil.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.issue.Problems;
import io.columnveil.issue.Source;
import io.columnveil.policy.model.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyLoaderTest {

  private static final String POLICY =
      """
      version: 1
      keys:
        keyring: file:keys/../shop.keyring
        wrappedBy: { provider: passphrase, passphrase: "${file:secret.txt}" }
      tables: {}
      """;

  @TempDir Path folder;

  @Test
  void loadsFromPath() throws IOException {
    Path file = write(POLICY);
    assertThat(load(file.toString()).keys().keyring())
        .isEqualTo("file:" + folder.resolve("shop.keyring"));
  }

  @Test
  void loadsFromFileLocation() throws IOException {
    Path file = write(POLICY);
    assertThat(load("file:" + file).source().name()).isEqualTo("policy.yaml");
    assertThat(load(file.toUri().toString()).keys().wrappedBy().settings())
        .containsEntry("passphrase", "s3cret");
  }

  @Test
  void loadsFromClassPath() {
    Policy policy =
        PolicyLoader.load("classpath:policies/valid/smallest.yaml", Samples.ENVIRONMENT).policy();
    assertThat(policy.tables()).isEmpty();
  }

  @Test
  void refusesRelativeKeyringOnClassPath() {
    assertThat(problems("classpath:/policies/valid/no-roles.yaml").get(0).message())
        .contains("relative path");
  }

  @Test
  void saysWhatCannotBeRead() {
    assertThat(problems(folder.resolve("none.yaml").toString()).get(0).message())
        .contains("none.yaml' cannot be read (there is no such file)");
    assertThat(problems(folder.toString()).get(0).message()).contains("cannot be read");
    assertThat(problems("classpath:none.yaml").get(0).message()).contains("class path");
    assertThat(problems(" ").get(0).message()).contains("no policy is named");
    assertThat(problems("a\0b").get(0).message()).contains("this is not a path");
  }

  @Test
  void usesDefaults() {
    Policy policy =
        PolicyLoader.load(
                new Source(
                    "p", "version: 1\nkeys: {keyring: 'table:k', wrappedBy: none}\ntables: {}"),
                Optional.empty(),
                Map.of())
            .policy();
    assertThat(policy.keys().rotateEvery()).isEqualTo(Duration.ofDays(365));
    assertThat(policy.keys().cacheFor()).isEqualTo(Duration.ofMinutes(5));
    assertThat(policy.keys().wrappedBy().hasKeys()).isFalse();
    assertThat(policy.keys().keyring()).isEqualTo("table:k");
  }

  @Test
  void readsSecretFileWithoutItsLineEnd() throws IOException {
    Path file = write(POLICY);
    Files.writeString(folder.resolve("secret.txt"), "s3cret \n\r\n");
    assertThat(load(file.toString()).keys().wrappedBy().settings())
        .containsEntry("passphrase", "s3cret \n");
  }

  @Test
  void refusesSecretFileThatIsNoText() throws IOException {
    Path file = write(POLICY);
    Files.write(folder.resolve("secret.txt"), new byte[] {'a', (byte) 0xff});
    assertThat(problems(file.toString())).singleElement().satisfies(PolicyLoaderTest::namesFile);
    Files.write(folder.resolve("secret.txt"), new byte[100_000]);
    assertThat(problems(file.toString())).singleElement().satisfies(PolicyLoaderTest::namesFile);
  }

  @Test
  void boundsSize() throws IOException {
    Path file = write(POLICY + "#".repeat(5_000_000));
    assertThat(problems(file.toString()).get(0).message()).contains("larger than");
    assertThat(problems(write(POLICY + "#".repeat(1_100_000)).toString()).get(0).message())
        .contains("longer than");
  }

  @Test
  void boundsNumberOfProblems() throws IOException {
    StringBuilder text = new StringBuilder(POLICY);
    for (int i = 0; i < 60_000; i++) {
      text.append("unknown").append(i).append(": 1\n");
    }
    List<Issue> problems = problems(write(text.toString()).toString());
    assertThat(problems).hasSize(Problems.LIMIT + 1);
    assertThat(problems.get(Problems.LIMIT).message()).isEqualTo("there are 59500 more problems");
  }

  private Path write(String text) throws IOException {
    Files.writeString(folder.resolve("secret.txt"), "s3cret\n");
    return Files.writeString(folder.resolve("policy.yaml"), text);
  }

  private static void namesFile(Issue issue) {
    assertThat(issue.message()).contains("secret.txt");
  }

  private static Policy load(String location) {
    return PolicyLoader.load(location, Map.of()).policy();
  }

  private static List<Issue> problems(String location) {
    return catchThrowableOfType(
            IssueException.class, () -> PolicyLoader.load(location, Samples.ENVIRONMENT))
        .issues();
  }
}
