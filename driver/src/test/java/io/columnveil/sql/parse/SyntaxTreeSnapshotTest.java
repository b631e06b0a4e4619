package io.columnveil.sql.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import net.sf.jsqlparser.statement.Statement;
import org.junit.jupiter.api.Test;

/**
 * Every class of the parser's trees and every field of them. The binder has a handler for each: a
 * version of the parser that adds one must be looked at. After that, {@code -Dsnapshot.update}
 * rewrites the file.
 */
class SyntaxTreeSnapshotTest {

  private static final Path SNAPSHOT =
      Path.of("src/test/resources/io/columnveil/sql/parse/syntax-tree.txt");

  @Test
  void theParsersTreeIsTheOneThatWasLookedAt() throws Exception {
    String found = String.join("\n", describe()) + "\n";
    if (System.getProperty("snapshot.update") != null) {
      Files.writeString(SNAPSHOT, found);
    }

    assertThat(found).isEqualTo(Files.readString(SNAPSHOT, StandardCharsets.UTF_8));
  }

  private static TreeSet<String> describe() throws IOException, ClassNotFoundException {
    Path jar =
        Path.of(Statement.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    TreeSet<String> lines = new TreeSet<>();
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : (Iterable<JarEntry>) file.stream()::iterator) {
        String name = entry.getName();
        if (name.endsWith(".class") && isTreePackage(name)) {
          lines.add(
              describe(
                  Class.forName(name.replace('/', '.').replace(".class", ""), false, loader())));
        }
      }
    }
    return lines;
  }

  private static ClassLoader loader() {
    return SyntaxTreeSnapshotTest.class.getClassLoader();
  }

  private static boolean isTreePackage(String entry) {
    return (entry.startsWith("net/sf/jsqlparser/expression/")
            || entry.startsWith("net/sf/jsqlparser/schema/")
            || entry.startsWith("net/sf/jsqlparser/statement/"))
        && !entry.contains("Visitor");
  }

  private static String describe(Class<?> type) {
    StringBuilder line = new StringBuilder(type.getName());
    if (type.getSuperclass() != null && type.getSuperclass() != Object.class) {
      line.append(" extends ").append(type.getSuperclass().getName());
    }
    line.append(" {");
    Arrays.stream(type.getDeclaredFields())
        .filter(field -> !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic())
        .map(SyntaxTreeSnapshotTest::describe)
        .sorted()
        .forEach(line::append);
    if (type.isEnum()) {
      line.append(Arrays.toString(enumNames(type)));
    }
    return line.append('}').toString();
  }

  private static String[] enumNames(Class<?> type) {
    return Arrays.stream(type.getDeclaredFields())
        .filter(Field::isEnumConstant)
        .map(Field::getName)
        .toArray(String[]::new);
  }

  private static String describe(Field field) {
    return field.getGenericType().getTypeName() + " " + field.getName() + "; ";
  }
}
