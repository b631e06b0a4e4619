package io.columnveil.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.columnveil.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {

  private static final Customer FIRST = new CustomerGenerator().generate(1).get(0);

  @TempDir Path folder;

  @Test
  void tellsTheStoryOnOneScreen() {
    List<String> lines = demo().lines().toList();
    assertThat(lines).hasSizeLessThanOrEqualTo(50);
    assertThat(lines).allMatch(line -> line.length() <= 100);
  }

  @Test
  void showsPlaintextOnlyToThoseWhoMayReadIt() {
    String screen = demo();
    String stored = between(screen, "What the database stores", "Alice");
    String alice = between(screen, "Alice", "Ben");
    String ben = between(screen, "Ben", "Carol");
    String carol = between(screen, "Carol", "Dave");
    String dave = between(screen, "Dave", "A search");
    assertThat(alice).contains(FIRST.email(), FIRST.phone(), FIRST.birthDate().toString());
    assertThat(ben).contains("**@example.com");
    for (String denied : List.of(stored, ben, carol, dave)) {
      assertThat(denied)
          .contains("_cv1")
          .doesNotContain(FIRST.email(), FIRST.phone(), FIRST.birthDate().toString());
    }
  }

  @Test
  void showsWhatIsFoundRefusedAndRewritten() {
    assertThat(demo())
        .contains("7  ", "ERROR 42501", "ERROR 0AV01", "EMAIL_LOOKUP", "ratio to raw");
  }

  @Test
  void keepsTheCaretBelowItsPlace() {
    List<String> lines = demo().lines().toList();
    int range = lineWith(lines, " | SELECT", "birth_date <");
    assertThat(lines.get(range + 1).indexOf('^'))
        .isEqualTo(lines.get(range).indexOf("birth_date <"));
    int search = lineWith(lines, " | SELECT", "phone =");
    assertThat(lines.get(search + 1).indexOf('^')).isEqualTo(lines.get(search).indexOf("phone ="));
  }

  private static int lineWith(List<String> lines, String... parts) {
    for (int i = 0; i < lines.size(); i++) {
      if (Stream.of(parts).allMatch(lines.get(i)::contains)) {
        return i;
      }
    }
    throw new AssertionError("no line with " + String.join(" and ", parts));
  }

  @Test
  void leavesEverythingInTheFolderThatIsToBeKept() throws Exception {
    Path kept = folder.resolve("kept");
    assertThat(demo("--keep", kept.toString())).contains("Kept: " + kept);
    if (kept.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      for (String secret : List.of("passphrase.txt", "demo.keyring")) {
        assertThat(
                PosixFilePermissions.toString(Files.getPosixFilePermissions(kept.resolve(secret))))
            .isEqualTo("rw-------");
      }
    }
    try (Connection alice =
            DriverManager.getConnection(
                "jdbc:columnveil:h2:file:"
                    + kept.resolve("shop")
                    + ";columnveil.policy="
                    + kept.resolve("policy.yaml"),
                "alice",
                DemoDatabase.PASSWORD);
        Statement statement = alice.createStatement();
        ResultSet row = statement.executeQuery("SELECT email FROM customers WHERE id = 1")) {
      row.next();
      assertThat(row.getString(1)).isEqualTo(FIRST.email());
    }
  }

  @Test
  void refusesAFolderThatIsNotEmpty() throws Exception {
    Files.writeString(folder.resolve("note.txt"), "mine");
    StringWriter err = new StringWriter();
    int code =
        Main.run(
            new PrintWriter(new StringWriter()),
            new PrintWriter(err),
            false,
            "demo",
            "--keep",
            folder.toString());
    assertThat(code).isEqualTo(1);
    assertThat(err.toString()).contains("not empty");
  }

  private static String demo(String... options) {
    String[] all = new String[options.length + 1];
    all[0] = "demo";
    System.arraycopy(options, 0, all, 1, options.length);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.run(new PrintWriter(out), new PrintWriter(err), false, all);
    assertThat(code).as(err.toString()).isZero();
    return out.toString();
  }

  private static String between(String text, String from, String to) {
    int start = text.indexOf(from);
    return text.substring(start, text.indexOf(to, start));
  }
}
