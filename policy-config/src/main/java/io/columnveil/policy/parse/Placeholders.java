package io.columnveil.policy.parse;

import io.columnveil.issue.Location;
import io.columnveil.issue.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces {@code ${NAME}} by the environment's variable and {@code ${file:path}} by what the file
 * holds, without the line end at its end. Two dollars before the brace stand for one, and no
 * reference. Problems name the variable or the file, never what they hold.
 */
final class Placeholders {

  private static final int MAX_FILE_BYTES = 64 * 1024;

  /** Group 1: an escaped brace; 2: what is referred to; a lone opening matches without both. */
  private static final Pattern REFERENCE = Pattern.compile("(\\$\\$\\{)|\\$\\{(?:([^${}]*)})?");

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final Map<String, String> environment;
  private final Optional<Path> folder;

  Placeholders(Map<String, String> environment, Optional<Path> folder) {
    this.environment = Map.copyOf(environment);
    this.folder = folder;
  }

  /** Whether a text refers to anything. */
  static boolean hasReference(String text) {
    return text.contains("${");
  }

  /** The text with all references replaced; empty if one of them cannot be, which is reported. */
  Optional<String> resolve(String text, Location at, Problems problems) {
    StringBuilder resolved = new StringBuilder(text.length());
    boolean complete = true;
    int from = 0;
    Matcher references = REFERENCE.matcher(text);
    while (references.find()) {
      resolved.append(text, from, references.start());
      from = references.end();
      if (references.group(1) != null) {
        resolved.append("${");
        continue;
      }
      Optional<String> value =
          Optional.ofNullable(references.group(2)).flatMap(r -> value(r, at, problems));
      if (references.group(2) == null) {
        problems.error(
            at, "a '${' is not closed", "Write ${NAME} or ${file:/path}, or $${ for '${' itself");
      }
      complete &= value.isPresent();
      value.ifPresent(resolved::append);
    }
    resolved.append(text, from, text.length());
    return complete ? Optional.of(resolved.toString()) : Optional.empty();
  }

  private Optional<String> value(String reference, Location at, Problems problems) {
    if (reference.startsWith("file:")) {
      return file(reference.substring("file:".length()), at, problems);
    }
    if (!VARIABLE.matcher(reference).matches()) {
      problems.error(
          at,
          "a reference names no variable",
          "Write ${NAME} with letters, digits and '_', or ${file:/path}");
      return Optional.empty();
    }
    Optional<String> value = Optional.ofNullable(environment.get(reference));
    if (value.isEmpty()) {
      problems.error(
          at,
          "the environment variable " + reference + " is not set",
          "Set it for the process that opens the connection, or use ${file:/path}");
    } else if (value.get().isEmpty()) {
      problems.error(at, "the environment variable " + reference + " is empty", "Give it a value");
      return Optional.empty();
    }
    return value;
  }

  private Optional<String> file(String name, Location at, Problems problems) {
    String quoted = Words.quote(name);
    try {
      Path path = Path.of(name);
      if (name.isEmpty() || !path.isAbsolute() && folder.isEmpty()) {
        problems.error(
            at,
            "the secret file " + quoted + " has no absolute path",
            "Write ${file:/path}; only a policy that is a file has a folder to start from");
        return Optional.empty();
      }
      return Optional.of(read(folder.map(f -> f.resolve(path)).orElse(path)));
    } catch (CharacterCodingException e) {
      problems.error(at, "the secret file " + quoted + " is not UTF-8 text", "Save it as UTF-8");
    } catch (TooLarge e) {
      problems.error(
          at,
          "the secret file " + quoted + " holds more than " + MAX_FILE_BYTES + " bytes",
          "Name the file that holds the secret alone");
    } catch (IOException | InvalidPathException | SecurityException e) {
      problems.error(
          at,
          "the secret file " + quoted + " cannot be read (" + Unreadable.reason(e) + ")",
          "Check the path and who may read it");
    }
    return Optional.empty();
  }

  private static String read(Path path) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(path)) {
      bytes = in.readNBytes(MAX_FILE_BYTES + 1);
    }
    if (bytes.length > MAX_FILE_BYTES) {
      throw new TooLarge();
    }
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    String line = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  private static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
