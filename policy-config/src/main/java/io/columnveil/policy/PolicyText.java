package io.columnveil.policy;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.issue.Source;
import io.columnveil.policy.parse.FileLocation;
import io.columnveil.policy.parse.PolicyReader;
import io.columnveil.policy.parse.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The text of a policy and the folder it comes from.
 *
 * @param source name and text
 * @param folder the folder, absolute; empty for the class path
 */
record PolicyText(Source source, Optional<Path> folder) {

  private static final String CLASSPATH = "classpath:";

  /** UTF-8 needs at most three bytes for a char. */
  private static final int MAX_BYTES = 3 * PolicyReader.MAX_LENGTH;

  static PolicyText at(String location) {
    if (location.isBlank()) {
      throw problem("no policy is named", "Set columnveil.policy to the policy's location");
    }
    if (location.startsWith(CLASSPATH)) {
      return onClassPath(location.substring(CLASSPATH.length()));
    }
    try {
      return in(FileLocation.matches(location) ? FileLocation.path(location) : Path.of(location));
    } catch (InvalidPathException e) {
      throw unreadable(location, e);
    }
  }

  static PolicyText in(Path file) {
    Path absolute = file.toAbsolutePath();
    String name = Optional.ofNullable(file.getFileName()).map(Path::toString).orElse("policy");
    try (InputStream in = Files.newInputStream(absolute)) {
      return new PolicyText(
          new Source(name, decode(name, in)), Optional.ofNullable(absolute.getParent()));
    } catch (IOException | SecurityException e) {
      throw unreadable(file.toString(), e);
    }
  }

  private static PolicyText onClassPath(String resource) {
    String path = resource.startsWith("/") ? resource.substring(1) : resource;
    String name = path.substring(path.lastIndexOf('/') + 1);
    try (InputStream in = open(path)) {
      if (in == null) {
        throw problem(
            "there is no policy '" + resource + "' on the class path",
            "Check the name, or give a file's path");
      }
      return new PolicyText(new Source(name, decode(name, in)), Optional.empty());
    } catch (IOException e) {
      throw unreadable(CLASSPATH + resource, e);
    }
  }

  private static @Nullable InputStream open(String path) {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    InputStream found = context == null ? null : context.getResourceAsStream(path);
    return found != null ? found : PolicyText.class.getClassLoader().getResourceAsStream(path);
  }

  private static String decode(String name, InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw problem(
          "the policy " + name + " is larger than " + MAX_BYTES + " bytes",
          "Use patterns for tables and columns");
    }
    CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer input = ByteBuffer.wrap(bytes);
    CharBuffer text = CharBuffer.allocate(bytes.length);
    CoderResult result = utf8.decode(input, text, true);
    text.flip();
    if (result.isError()) {
      throw notUtf8(name, text);
    }
    return text.toString();
  }

  /** The text up to the bad byte gives the place; what it says is not shown, secrets and all. */
  private static IssueException notUtf8(String name, CharBuffer decoded) {
    String before = decoded.toString();
    Source blank = new Source(name, before.replaceAll("[^\\n]", " "));
    return new IssueException(
        Issue.error(
            ErrorCode.POLICY_INVALID,
            blank.at(before.length()),
            "the policy is not UTF-8 text",
            "Save it as UTF-8"));
  }

  private static IssueException unreadable(String location, Exception cause) {
    return problem(
        "the policy '" + location + "' cannot be read (" + Unreadable.reason(cause) + ")",
        "Check columnveil.policy and who may read the file");
  }

  private static IssueException problem(String message, String remedy) {
    return new IssueException(Issue.error(ErrorCode.POLICY_INVALID, message, remedy));
  }
}
