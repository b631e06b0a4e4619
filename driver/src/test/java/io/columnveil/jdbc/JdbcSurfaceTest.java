package io.columnveil.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The ledger lists every method of JDBC, and what the guarded objects do with it. */
class JdbcSurfaceTest {

  private record Ledger(Map<String, Map<String, String>> byInterface, Map<String, String> classes) {

    static Ledger read() throws IOException {
      Map<String, Map<String, String>> byInterface = new LinkedHashMap<>();
      Map<String, String> classes = new LinkedHashMap<>();
      Map<String, String> current = new TreeMap<>();
      for (String line : text().split("\n")) {
        if (line.startsWith("#") || line.isBlank()) {
          continue;
        }
        if (line.startsWith("  ")) {
          String[] words = line.strip().split(" +", 2);
          current.put(words[1], words[0]);
        } else {
          String[] words = line.split(" by ");
          current = new TreeMap<>();
          byInterface.put(words[0], current);
          classes.put(words[0], "io.columnveil.jdbc." + words[1]);
        }
      }
      return new Ledger(byInterface, classes);
    }

    private static String text() throws IOException {
      try (InputStream file = JdbcSurfaceTest.class.getResourceAsStream("jdbc-surface.txt")) {
        return new String(file.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }

  @Test
  void listsEveryMethodOfThisJdk() throws Exception {
    Ledger ledger = Ledger.read();
    assertThat(ledger.byInterface()).hasSize(9);
    for (String name : ledger.byInterface().keySet()) {
      assertThat(ledger.byInterface().get(name).keySet())
          .as(name)
          .containsExactlyInAnyOrderElementsOf(
              Arrays.stream(Class.forName(name).getMethods())
                  .filter(method -> !Modifier.isStatic(method.getModifiers()))
                  .map(JdbcSurfaceTest::signature)
                  .toList());
    }
  }

  @Test
  void saysForwardsOfExactlyTheMethodsThatTheBaseClassesForward() throws Exception {
    Ledger ledger = Ledger.read();
    for (String name : ledger.byInterface().keySet()) {
      Class<?> guarded = Class.forName(ledger.classes().get(name));
      for (Method method : Class.forName(name).getMethods()) {
        if (Modifier.isStatic(method.getModifiers())) {
          continue;
        }
        Class<?> declaring =
            guarded.getMethod(method.getName(), method.getParameterTypes()).getDeclaringClass();
        assertThat(declaring.isInterface()).as("%s is left to a default", method).isFalse();
        assertThat(declaring.getSimpleName().startsWith("Forwarding"))
            .as("%s is declared in %s", method, declaring)
            .isEqualTo(ledger.byInterface().get(name).get(signature(method)).equals("forwards"));
      }
    }
  }

  @Test
  void usesNoOtherTreatment() throws Exception {
    for (Map<String, String> methods : Ledger.read().byInterface().values()) {
      assertThat(methods.values())
          .isSubsetOf("forwards", "plans", "binds", "reads", "refuses", "follows", "wraps");
    }
  }

  private static String signature(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .map(Class::getSimpleName)
        .collect(Collectors.joining(", ", method.getName() + "(", ")"));
  }
}
