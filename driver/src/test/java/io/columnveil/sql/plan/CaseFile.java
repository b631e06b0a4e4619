package io.columnveil.sql.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file of SQL cases: statements with what becomes of them, readable and runnable as SQL. A case
 * starts with {@code -- case: title}, may say {@code -- role:} and {@code -- database:} for itself
 * and those after it, may say {@code -- not on the twin:} with a reason, and gives one statement
 * that ends with a semicolon at the end of a line. The comment lines and the statement after it are
 * the expected outcome.
 */
public final class CaseFile {

  /**
   * One case.
   *
   * @param lines where it stands, from 1
   * @param header its lines before the statement
   * @param twin why running it on a database would tell nothing, if so
   */
  public record Case(
      String title,
      String role,
      String database,
      int line,
      List<String> header,
      Optional<String> twin,
      String sql,
      List<String> expected) {

    /** Whether it is answered rather than refused. */
    public boolean isAccepted() {
      return !expected.isEmpty() && !expected.get(0).startsWith("-- refused");
    }

    @Override
    public String toString() {
      return title + " [" + database + "]";
    }
  }

  private final Path path;
  private final List<String> preamble = new ArrayList<>();
  private final List<Case> cases = new ArrayList<>();

  private CaseFile(Path path) {
    this.path = path;
  }

  /** Reads a file. */
  public static CaseFile read(Path path) throws IOException {
    CaseFile file = new CaseFile(path);
    file.parse(Files.readAllLines(path));
    return file;
  }

  Path path() {
    return path;
  }

  /** The files of cases in a folder, by name. */
  public static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.filter(p -> p.toString().endsWith(".sql")).sorted().toList();
    }
  }

  /**
   * The policy of the cases whose database is {@code mixed-searchable}: every column that answers
   * equality is searched for old plaintext too.
   */
  public static String searchingOldPlaintext(String policy) {
    return policy
        .replace("scheme: deterministic", "searchOldPlaintext: true, scheme: deterministic")
        .replaceAll("(?m)^( *)(lookup: .*)$", "$1searchOldPlaintext: true\n$1$2");
  }

  /** All cases, in order. */
  public List<Case> cases() {
    return cases;
  }

  private void parse(List<String> lines) {
    int at = 0;
    while (at < lines.size() && !lines.get(at).startsWith("-- case:")) {
      preamble.add(lines.get(at++));
    }
    String role = "officer";
    String database = "postgresql";
    while (at < lines.size()) {
      int start = at;
      String title = lines.get(at).substring("-- case:".length()).strip();
      Optional<String> twin = Optional.empty();
      List<String> header = new ArrayList<>(List.of(lines.get(at++)));
      while (at < lines.size() && lines.get(at).startsWith("-- ") && !isSql(lines.get(at))) {
        String line = lines.get(at++);
        header.add(line);
        if (line.startsWith("-- role:")) {
          role = line.substring("-- role:".length()).strip();
        } else if (line.startsWith("-- database:")) {
          database = line.substring("-- database:".length()).strip();
        } else if (line.startsWith("-- not on the twin:")) {
          twin = Optional.of(line.substring("-- not on the twin:".length()).strip());
        }
      }
      List<String> sql = new ArrayList<>();
      boolean open = true;
      while (open && at < lines.size()) {
        sql.add(lines.get(at));
        open = !lines.get(at++).endsWith(";");
      }
      List<String> expected = new ArrayList<>();
      while (at < lines.size() && !lines.get(at).startsWith("-- case:")) {
        expected.add(lines.get(at++));
      }
      while (!expected.isEmpty() && expected.get(expected.size() - 1).isBlank()) {
        expected.remove(expected.size() - 1);
      }
      String text = String.join("\n", sql);
      cases.add(
          new Case(
              title,
              role,
              database,
              start + 1,
              header,
              twin,
              text.substring(0, Math.max(0, text.length() - 1)),
              expected));
    }
  }

  /** A first line of a statement may be a comment of its own; it is marked by a space less. */
  private static boolean isSql(String line) {
    return !line.matches("-- (role|database|not on the twin):.*");
  }

  /** Writes the file anew with what really came out. */
  void rewrite(List<List<String>> outcomes) throws IOException {
    List<String> lines = new ArrayList<>(preamble);
    for (int i = 0; i < cases.size(); i++) {
      lines.addAll(cases.get(i).header());
      lines.addAll((cases.get(i).sql() + ";").lines().toList());
      lines.addAll(outcomes.get(i));
      if (i + 1 < cases.size()) {
        lines.add("");
      }
    }
    Files.write(path, lines);
  }
}
