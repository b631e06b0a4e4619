package io.columnveil.policy.parse;

import java.util.List;

/**
 * What the YAML library's complaints mean to someone who writes a policy. Its own texts are not
 * passed on: they quote characters of the file, which may be those of a secret.
 */
final class SyntaxMessages {

  private record Meaning(String begins, String message, String remedy) {}

  private static final List<Meaning> MEANINGS =
      List.of(
          new Meaning(
              "found character '\\t",
              "a tab stands where YAML allows only spaces",
              "Indent with spaces"),
          new Meaning(
              "found a ", "a tab stands where YAML allows only spaces", "Indent with spaces"),
          new Meaning(
              "mapping values are not allowed here",
              "a ':' stands where no key can be",
              "Put the entry on a line of its own, or quote a text that holds ': '"),
          new Meaning(
              "could not find expected ':'",
              "a key is not followed by ':'",
              "Write 'key: value', with a space after the colon"),
          new Meaning(
              "found unexpected end of stream",
              "the file ends inside a quoted text",
              "Close the quotes"),
          new Meaning(
              "found unexpected document separator",
              "a line '---' or '...' stands inside a quoted text",
              "Close the quotes"),
          new Meaning(
              "found unknown escape character",
              "a backslash in double quotes is followed by a character that it cannot escape",
              "Use single quotes, in which a backslash is an ordinary character"),
          new Meaning(
              "expected escape sequence",
              "an escape in double quotes needs hexadecimal digits",
              "Use single quotes, in which a backslash is an ordinary character"),
          new Meaning(
              "found character",
              "a text cannot begin with this character",
              "Put the text in quotes"),
          new Meaning(
              "expected <block end>",
              "this does not belong to what stands above it",
              "Check the indentation: entries of one level begin in the same column"),
          new Meaning(
              "expected ',' or '}'",
              "a '{' is not closed by '}', or a ',' is missing",
              "Separate entries by ',' and close the braces"),
          new Meaning(
              "expected ',' or ']'",
              "a '[' is not closed by ']', or a ',' is missing",
              "Separate items by ',' and close the brackets"),
          new Meaning(
              "expected alphabetic or numeric character",
              "a text that begins with '*' or '&' is not quoted",
              "Put it in quotes: \"*_email\""),
          new Meaning(
              "unexpected character found",
              "a text that begins with '*' or '&' is not quoted",
              "Put it in quotes: \"*_email\""),
          new Meaning(
              "sequence entries are not allowed here",
              "a '-' stands where no list can be",
              "Begin the list on a line of its own"));

  private static final Meaning OTHER =
      new Meaning("", "this is not valid YAML", "Check indentation, quotes and brackets");

  private SyntaxMessages() {}

  static boolean isAboutWhatIsNotClosed(String complaint) {
    return complaint.startsWith("expected ',' or")
        || complaint.startsWith("found unexpected end of stream")
        || complaint.startsWith("found unexpected document separator");
  }

  /** The problem in our words. */
  static YamlProblem explain(String complaint, int offset) {
    Meaning meaning =
        MEANINGS.stream().filter(m -> complaint.startsWith(m.begins())).findFirst().orElse(OTHER);
    return new YamlProblem(offset, meaning.message(), meaning.remedy());
  }
}
