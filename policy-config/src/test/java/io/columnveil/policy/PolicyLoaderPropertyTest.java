package io.columnveil.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.columnveil.issue.IssueException;
import io.columnveil.issue.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the text, the answer is a policy or its problems, soon. */
class PolicyLoaderPropertyTest {

  private static final Duration SOON = Duration.ofSeconds(5);

  private static final List<String> WORDS =
      List.of(
          "version",
          "1",
          "keys",
          "keyring",
          "file:k",
          "wrappedBy",
          "none",
          "provider",
          "passphrase",
          "${PIN}",
          "${",
          "$${",
          "tables",
          "users",
          "\"*\"",
          "*",
          "columns",
          "email",
          "type",
          "varchar(3)",
          "numeric(3,9)",
          "scheme",
          "randomized",
          "deterministic",
          "lookup",
          "column",
          "normalize",
          "mask",
          "keepLast",
          "roles",
          "databaseUsers",
          "decrypt",
          "domain",
          ": ",
          ":",
          "\n",
          "\n  ",
          "\n    ",
          "\n      ",
          "- ",
          "[",
          "]",
          "{",
          "}",
          ", ",
          "'",
          "\"",
          "&a ",
          "*a ",
          "!!str ",
          "|\n",
          ">\n",
          "#",
          "? ",
          "---\n",
          "%YAML 1.2\n",
          "\t",
          "\r\n",
          "\uFEFF",
          "\u0085",
          "\u2028",
          "\0",
          "\uD83D",
          "\uD83D\uDE00",
          "é",
          "~",
          "null",
          "true",
          "\\",
          "\\x",
          "<<: ");

  @Property(tries = 2000)
  void refusesOrAcceptsAnyCharacters(@ForAll String text) {
    assertAnswered(text);
  }

  @Property(tries = 2000)
  void refusesOrAcceptsAnyWords(@ForAll("texts") String text) {
    assertAnswered(text);
  }

  @Property(tries = 2000)
  void refusesOrAcceptsDamagedPolicy(@ForAll("damaged") String text) {
    assertAnswered(text);
  }

  @Example
  void isBoundedOnHostileTexts() {
    int size = 300_000;
    for (String unit :
        List.of(
            "[",
            "{",
            "- ",
            "? ",
            "a: ",
            "&a ",
            "*a ",
            "\"",
            "'",
            "# ",
            "\n",
            " ",
            "a",
            "[]",
            "{}",
            "[a,",
            "a: b\n",
            "- a\n",
            "? a\n",
            "!a ",
            "|\n",
            "%a\n",
            "---\n",
            "\t",
            "${",
            "\\",
            "a:\n",
            " a:\n",
            "'' ",
            "x: {y: *z}\n",
            "${a",
            "password ",
            "keys: ",
            "secret:\n")) {
      assertAnswered(unit.repeat(size / unit.length()));
      String section = "version: 1\ntables: ";
      assertAnswered(section + unit.repeat((size - 100) / unit.length()));
    }
  }

  @Example
  void isBoundedOnManyEntries() {
    StringBuilder text =
        new StringBuilder("version: 1\nkeys: {keyring: file:/k, wrappedBy: none}\n");
    text.append("tables:\n  t:\n    columns:\n");
    for (int i = 0; i < 8_000; i++) {
      text.append("      c").append(i).append(": { type: text, scheme: randomized, ");
      text.append("lookup: {column: l").append(i).append("}, domain: d}\n");
    }
    text.append("roles:\n  r:\n    databaseUsers: [u]\n    decrypt:\n");
    for (int i = 0; i < 8_000; i++) {
      text.append("    - t.d").append(i).append('\n');
    }
    assertAnswered(text.toString());
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(WORDS).list().ofMaxSize(60).map(words -> String.join("", words));
  }

  @Provide
  Arbitrary<String> damaged() {
    List<String> samples =
        Stream.of("valid", "invalid", "invalid-beyond-schema")
            .flatMap(Samples::in)
            .filter(p -> !p.toString().contains("byte-order"))
            .map(PolicyLoaderPropertyTest::read)
            .toList();
    return Combinators.combine(
            Arbitraries.of(samples),
            Arbitraries.integers().between(0, 3000),
            Arbitraries.integers().between(0, 30),
            Arbitraries.of(WORDS))
        .as(
            (text, at, drop, word) -> {
              int begin = Math.min(at, text.length());
              int end = Math.min(begin + drop, text.length());
              return text.substring(0, begin) + word + text.substring(end);
            });
  }

  private static void assertAnswered(String text) {
    long begin = cpuTime();
    try {
      PolicyLoader.load(
          new Source("p.yaml", text), Optional.of(Path.of("/etc")), Samples.ENVIRONMENT);
    } catch (IssueException e) {
      String report = PolicyReport.render(e.issues());
      assertThat(report).startsWith(e.first().severity().toString());
      assertThat(report).doesNotContain("hunter5", "hunter6");
    }
    assertThat(Duration.ofNanos(cpuTime() - begin)).isLessThan(SOON);
  }

  /** Not the clock's: builds run on busy machines. */
  private static long cpuTime() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static String read(Path sample) {
    try {
      return Files.readString(sample);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
